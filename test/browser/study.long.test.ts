/** Whether the context helps, asked and answered in the window: stopped, gone on with, read and saved. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Download, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { studyResultSchema } from '../../src-main/study/context/result.ts';
import { importPath, openApplication, overflow } from './application.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
const MINUTE = 60_000;

async function contentOf(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return contentOf(download);
}

it('a study is begun, stopped, gone on with, and says what follows', async () => {
  const { page, complaints, workspace } = await openApplication();
  await importPath(page, join(sample, 'stockerbot-sample.csv'));
  await page.getByRole('link', { name: 'Study', exact: true }).click();
  await page.getByText('Nothing has been studied yet.').waitFor();
  await page.getByRole('button', { name: 'New study' }).click();

  // Without labels there is nothing to study, and that is said before anything starts.
  const start = page.getByRole('button', { name: 'Start the study' });
  await page.getByRole('alert').waitFor();
  expect(await start.isDisabled()).toBe(true);
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await importPath(page, join(sample, 'sentiment.csv'), 'sentiment');
  await page.evaluate("location.hash = '#/study/new'");

  const would = page.getByRole('region', { name: 'What the study would be' });
  const told = async () => (await would.innerText()).replaceAll(/\s+/gu, ' ');
  await would.waitFor();
  // Ten arms with a model, five seeds, and the baselines.
  expect(await told()).toMatch(/^Trainings 51 Expected time .* To test 296 \d+ tickers by day/u);
  const sizes = page.getByRole('textbox', { name: 'Texts in a window' });
  await sizes.fill('4, four');
  await page.getByText('“four” is not a size').waitFor();
  expect(await start.isDisabled()).toBe(true);
  await sizes.fill('4, 8');
  for (const arm of [
    /^window average/,
    /^self-attention/,
    /^uniform/,
    /^window of another company/,
    /^window of an earlier time/,
  ]) {
    await page.getByRole('checkbox', { name: arm }).uncheck();
  }
  await page.getByRole('spinbutton', { name: 'Seeds' }).fill('2');
  await page.getByText('Settings of all trainings').click();
  await page.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('10');
  // Text alone, cross and label history with two sizes, shuffled, after: seven arms twice, and the baselines.
  await expect.poll(told).toMatch(/^Trainings 15 .* Smallest difference .*\d points .*\d points/u);
  await start.click();

  // It has a page of its own as soon as it is known which study it is.
  await page.getByRole('heading', { name: /^Study \w{12}$/u }).waitFor({ timeout: MINUTE });
  const address = page.url();
  const study = address.split('/').at(-1)!;
  await page.getByText(/training: [1-9]\d* of 15 trainings/u).waitFor({ timeout: 4 * MINUTE });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('The study was cancelled.').waitFor({ timeout: MINUTE });
  await page.getByText('Nothing has been compared yet.').waitFor();

  // Another day: it is in the list, with how far it came, and goes on there.
  await page.reload();
  await page.getByRole('link', { name: 'Study', exact: true }).first().click();
  const list = page.getByRole('table', { name: 'Studies' });
  await list.getByText(/^stopped after \d+ of 15 trainings$/u).waitFor();
  await list.getByRole('link', { name: study }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('progressbar', { name: 'Study' }).waitFor();
  // Who comes back while it runs finds it running.
  await page.reload();
  await page.getByRole('progressbar', { name: 'Study' }).waitFor();

  const arms = page.getByRole('table', { name: `Arms of study ${study}` });
  await arms.waitFor({ timeout: 6 * MINUTE });
  const result = studyResultSchema.parse(
    JSON.parse(readFileSync(join(workspace, 'studies', study, 'result.json'), 'utf8')),
  );
  await page.getByText(result.sentence).waitFor();
  expect(result.sentence).toMatch(/^Context adds/u);
  expect(await arms.getByRole('row').count()).toBe(1 + result.arms.length);
  const leak = arms.getByRole('row').filter({ hasText: 'texts that came after' });
  expect(await leak.innerText()).toContain('never to be used');
  await page.getByRole('img', { name: /^Differences from the text alone\. .*cross-attention/u }).waitFor();
  await page.getByRole('img', { name: /^Accuracy by the size of the window/u }).waitFor();
  await page.getByRole('img', { name: /^How far the probabilities can be believed/u }).waitFor();
  expect(await page.getByRole('table', { name: 'Checklist' }).getByRole('row').count()).toBe(5);
  await page.getByText('this study alone').waitFor();
  expect(await page.getByRole('button', { name: 'Go on' }).count()).toBe(0);
  expect(await overflow(page)).toBe(0);
  // In a small window as well, the arms stand in one table that nobody has to scroll sideways.
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 1024, height: 700 });
  expect(
    await page.evaluate(
      "[document.querySelector('table.arms').parentElement].map((box) => box.scrollWidth - box.clientWidth)",
    ),
  ).toEqual([0]);
  await page.setViewportSize({ width, height });

  // What is saved is what the folder has.
  expect(await saved(page, 'Table (LaTeX)')).toContain(String.raw`\toprule`);
  expect(await saved(page, 'Report (HTML)')).toContain(result.sentence);
  expect(JSON.parse(await saved(page, 'Everything (JSON)'))).toMatchObject({
    study,
    sentence: result.sentence,
  });

  // The same question again is the same study; a different one begins with its settings.
  await page.getByRole('link', { name: 'Study something similar' }).click();
  await page.getByText('This study is finished').waitFor();
  expect(await sizes.inputValue()).toBe('4, 8');
  await page.setViewportSize({ width: 1024, height: 700 });
  expect(await overflow(page)).toBe(0);
  await page.evaluate("location.hash = '#/study/nosuchstudy'");
  await page.getByText('There is no study nosuchstudy in this workspace.').waitFor();

  // Its report fits a small window, and the width of a printed page.
  await page.goto(pathToFileURL(join(workspace, 'studies', study, 'report.html')).href);
  expect(await overflow(page)).toBe(0);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 703, height: 1032 });
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
});
