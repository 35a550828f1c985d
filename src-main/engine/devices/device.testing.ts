import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Chromium brings SwiftShader, a Vulkan driver that computes on the processor. */
const places = ['/usr/lib/chromium', '/opt/google/chrome', dirname(chromium.executablePath())];

/**
 * Makes SwiftShader this process's only Vulkan driver, unless CONTEXTURE_TEST_CARD says that this machine's card is to be
 * tried. Call it before the first session. Returns why that cannot be, or undefined.
 */
export function useSoftwareVulkan(): string | undefined {
  if (process.env['CONTEXTURE_TEST_CARD']) return undefined;
  const driver = places
    .map((place) => join(place, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file));
  if (driver === undefined) return 'no SwiftShader: scripts/chromium.ts installs it with Chromium';
  if (process.platform === 'linux' && !hasVulkanLoader()) return 'no libvulkan.so.1: install libvulkan1';
  process.env['VK_ICD_FILENAMES'] = driver;
  return undefined;
}

function hasVulkanLoader(): boolean {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes('libvulkan.so.1');
  } catch {
    return false;
  }
}
