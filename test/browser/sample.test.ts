/** The first minute of somebody who has no file at hand. */
import { expect, it } from 'vitest';
import { openApplication } from './application.ts';

it('the sample is imported and trained on by one button', async () => {
  const { page, complaints } = await openApplication();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('heading', { name: 'Train', level: 1 }).waitFor();
  // The training waits for both imports, and what they brought is shown without asking.
  await page
    .getByText(/^Run 1/)
    .first()
    .waitFor({ timeout: 240_000 });
  await page.getByText('1,482', { exact: true }).waitFor({ timeout: 240_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('was cancelled').first().waitFor({ timeout: 240_000 });

  await page.getByRole('link', { name: 'Library', exact: true }).click();
  const sources = page.getByRole('table', { name: 'Sources' });
  await expect.poll(() => sources.getByRole('row').count()).toBe(3);
  // With data in it, the workspace offers the sample no more.
  expect(await page.getByRole('button', { name: 'Try the sample' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
