/** The application as a person meets it: the real server, the real window, in Chromium. */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findChromium, noChromium } from '../../scripts/chromium.ts';
import { serve, type Served } from '../../src-main/shells/serve.ts';
import { temporaryFolder } from '../support/workspace.ts';

export const chromiumPath = findChromium();

/** One for all files of a worker; it ends with the worker. */
let browser: Promise<Browser> | null = null;

function startBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error(noChromium);
  return (browser ??= chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking'],
  }));
}

export interface Application {
  page: Page;
  /** What the console and the page complained of, so far. */
  complaints: string[];
  /** The folder of the workspace, which the server has open. */
  workspace: string;
  served: Served;
}

/**
 * Opens the application on a new workspace. Everything ends with the test.
 * `before` may prepare the page, which is still blank.
 */
export async function openApplication(
  options: { width?: number; height?: number; before?: (page: Page) => Promise<void> } = {},
): Promise<Application> {
  const { width = 1440, height = 900, before } = options;
  const workspace = temporaryFolder();
  const served = await serve({
    workspace,
    port: 0,
    say: () => {},
    recent: join(temporaryFolder(), 'recent-workspaces.json'),
  });
  onTestFinished(() => served.close());
  const context = await (await startBrowser()).newContext({ viewport: { width, height } });
  onTestFinished(() => context.close());
  // As long as a busy machine may take; what never comes fails all the same.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await before?.(page);
  await page.goto(served.url);
  return { page, complaints, workspace, served };
}

/** Imports a file by its path, as one does on a server, and answers what the import said of it. */
export async function importPath(page: Page, path: string, labels = ''): Promise<string> {
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('combobox', { name: 'Label scheme' }).fill(labels);
  await page.getByRole('button', { name: 'Import path' }).click();
  const result = page.getByRole('status', { name: 'Import result' });
  await result.getByText(path.split('/').at(-1) ?? path).waitFor({ timeout: 240_000 });
  return await toldOf(page);
}

/** Imports a file as a browser does: it is sent to the server first, and looked at. */
export async function importUpload(page: Page, path: string, labels: string): Promise<string> {
  await page.getByRole('combobox', { name: 'Label scheme' }).fill(labels);
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const result = page.getByRole('status', { name: 'Import result' });
  await result.getByText(`Labels “${labels}”`).waitFor({ timeout: 240_000 });
  return await toldOf(page);
}

async function toldOf(page: Page): Promise<string> {
  const text = await page.getByRole('status', { name: 'Import result' }).innerText();
  return text.replaceAll(/\s+/g, ' ');
}

/** Opens an export menu and answers the content of the file that is saved. */
export async function exported(page: Page, chart: string, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: `Export ${chart}` }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Pixels by which the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth').then(Number);
}
