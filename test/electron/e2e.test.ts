/** The desktop application itself, where Electron's binary is present. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../scripts/electron-binary.ts';

const root = join(import.meta.dirname, '../..');
const binary = electronBinary();
const screen =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
/** Chromium's own sandbox refuses the super-user, as whom containers run. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const missing =
  binary === null
    ? 'Electron’s binary is missing (npx install-electron)'
    : screen
      ? null
      : 'there is no display';
if (missing !== null) process.stdout.write(`Skips the desktop tests: ${missing}.\n`);

describe.skipIf(missing !== null)('the desktop application', () => {
  let folder: string;
  let application: ElectronApplication;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error('The build failed.');
    folder = mkdtempSync(join(tmpdir(), 'contexture-desktop-'));
    application = await _electron.launch({
      executablePath: binary ?? '',
      args: [
        root,
        '--workspace',
        join(folder, 'workspace'),
        `--user-data-dir=${join(folder, 'user')}`,
        ...asRoot,
      ],
    });
    page = await application.firstWindow();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
  });

  afterAll(async () => {
    await application?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('shows the window from its own origin, with an open line to the application', async () => {
    expect(new URL(page.url()).origin).toBe('app://contexture');
    await page.getByRole('link', { name: 'Library' }).waitFor();
    expect(await page.title()).toContain('Contexture');
  });

  it('keeps Node out of the page', async () => {
    expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    expect(await page.evaluate('Object.keys(window.contexture).sort()')).toEqual([
      'chooseFiles',
      'pathForFile',
      'platform',
    ]);
  });

  it('runs no code from a string', async () => {
    const outcome = await page.evaluate(
      'new Promise((r) => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.head.append(s); setTimeout(() => r(window.ran ?? false), 50); })',
    );
    expect(outcome).toBe(false);
  });

  it('neither leaves nor opens a window', async () => {
    await page.evaluate('window.open("https://example.invalid/")');
    expect(application.windows()).toHaveLength(1);
  });

  it('says nothing on the console', () => {
    expect(problems.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  });
});
