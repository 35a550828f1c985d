/**
 * `node scripts/smoke-desktop.ts EXECUTABLE [ARGUMENT...]`: starts a packaged application as a user would, with a
 * workspace of its own, imports the sample by its button, and waits until a model has begun to learn from it. So the
 * window, the database, a job process and the engine work in the package.
 *
 * Its fuses forbid to look into the main process; the page is reached as in any Chromium.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const PATIENCE_MS = 120_000;

const [executable, ...args] = process.argv.slice(2);
if (executable === undefined) throw new Error('Name the executable of the packaged application.');

const folder = mkdtempSync(join(tmpdir(), 'contexture-smoke-'));
const child = spawn(
  executable,
  [
    ...args,
    '--remote-debugging-port=0',
    `--user-data-dir=${join(folder, 'user')}`,
    `--workspace=${join(folder, 'workspace')}`,
  ],
  { stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, CONTEXTURE_CONFIG: '' } },
);

try {
  const browser = await chromium.connectOverCDP(await addressOf(child));
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('The application has no window.');
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.getByRole('button', { name: 'Try the sample' }).click();
  console.log('The window is open.');
  // The number of labelled texts that the training begins with: both imports have been read from the database.
  await page.getByText('1,482', { exact: true }).waitFor();
  console.log('The sample is imported.');
  await page
    .getByText(/[1-9]\d* of \d+ steps/u)
    .first()
    .waitFor();
  console.log('A model learns from it.');
  await browser.close();
} finally {
  child.kill();
  await Promise.race([once(child, 'exit'), new Promise((later) => setTimeout(later, 10_000).unref())]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Where Chromium says that its page can be reached. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('The application prints nothing.');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  setTimeout(() => reject(new Error('The application has not started.')), PATIENCE_MS).unref();
  createInterface(stderr).on('line', (line) => {
    console.error(line);
    const address = /DevTools listening on (ws:\S+)/u.exec(line)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.once('exit', (code, signal) => reject(new Error(`The application ended (${signal ?? code}).`)));
  return promise;
}
