/** The first minute of somebody who has no file at hand. */
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication } from './application.ts';

it('from a file to what a model attended to it takes five clicks, each on what is offered next', async () => {
  const { page, complaints } = await openApplication();
  const rows = Array.from({ length: 240 }, (_, i) => {
    const [word, label] = i % 3 === 0 ? ['gains', 'glad'] : ['loses', 'sad'];
    const minute = String(i % 60).padStart(2, '0');
    const hour = String(Math.floor(i / 60) + 9).padStart(2, '0');
    // Texts that share more words would be near copies of one another.
    const own = (letter: string) => `${letter}${i}`;
    return `2018-07-10T${hour}:${minute}:00Z,AAA,${own('q')} ${own('w')} ${word} ${own('x')} ${own('z')},${label}`;
  });
  const path = temporaryFile('moods.csv', `date,ticker,text,sentiment\n${rows.join('\n')}\n`);
  let clicks = 0;
  const click = async (role: 'button' | 'link', name: string): Promise<void> => {
    await page.getByRole(role, { name, exact: true }).click({ timeout: 240_000 });
    clicks += 1;
  };
  const chooser = page.waitForEvent('filechooser');
  await click('button', 'Choose files…');
  await (await chooser).setFiles(path);
  await click('button', 'Import');
  await click('link', 'Train on the labels');
  await click('button', 'Train');
  await click('link', 'See what it attended to');
  await page.getByRole('heading', { name: 'Explain', level: 1 }).waitFor();
  await page
    .getByText(/attention/i)
    .first()
    .waitFor();
  expect(clicks).toBeLessThanOrEqual(5);
  expect(complaints).toEqual([]);
});

it('the sample is imported and trained on by one button', async () => {
  const { page, complaints } = await openApplication();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('heading', { name: 'Train', level: 1 }).waitFor();
  // The training waits for both imports, and what they brought is shown without asking.
  await page
    .getByText(/^Run 1/)
    .first()
    .waitFor({ timeout: 240_000 });
  await page.getByText('1,482 distinct', { exact: true }).waitFor({ timeout: 240_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('was cancelled').first().waitFor({ timeout: 240_000 });

  await page.getByRole('link', { name: 'Library', exact: true }).click();
  const sources = page.getByRole('table', { name: 'Sources' });
  await expect.poll(() => sources.getByRole('row').count()).toBe(3);
  // With data in it, the workspace offers the sample no more.
  expect(await page.getByRole('button', { name: 'Try the sample' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
