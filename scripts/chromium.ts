/** Finds the browser for the browser tests, and installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium, or null. `CONTEXTURE_CHROMIUM` names another one. */
export function findChromium(): string | null {
  const named = process.env['CONTEXTURE_CHROMIUM'];
  return [named, ...known, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;
}

/** Whether there is the library through which WebGPU finds Chromium's software driver, SwiftShader. */
function hasVulkan(): boolean {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return stdout?.includes('libvulkan.so.1') ?? false;
}

/** Installs Chromium: from the system's packages where we may, else Playwright's own build. */
export function installChromium(): string | null {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const found = findChromium();
  if (found && (hasVulkan() || !mayInstall)) return found;
  console.log('installing Chromium for the browser tests, and Vulkan for those of WebGPU …');
  if (mayInstall) {
    const packages = found ? ['libvulkan1'] : ['chromium', 'libvulkan1'];
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'inherit' });
  } else {
    const cli = join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  }
  return findChromium();
}
