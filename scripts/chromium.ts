/** Finds the browser for the browser tests, and installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Why tests are skipped where none is found. */
export const noChromium =
  'The browser tests are skipped: no Chromium that starts was found. Install one, or name it in CONTEXTURE_CHROMIUM.';

/** Path of a Chromium that starts, or null. `CONTEXTURE_CHROMIUM` names another one. */
export function findChromium(): string | null {
  const named = process.env['CONTEXTURE_CHROMIUM'];
  return [named, ...known, chromium.executablePath()].find((path) => path && starts(path)) ?? null;
}

/** One without its libraries is there and of no use, as is the stand-in of some systems that only asks for a snap. */
function starts(path: string): boolean {
  return (
    existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
  );
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
    // Its stack traces would say no more than that there is none, which the caller does.
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'ignore'] });
  }
  return findChromium();
}
