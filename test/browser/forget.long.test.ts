/** A file, the labels of a scheme and a run are taken out of the workspace, each counted first. */
import { expect, it } from 'vitest';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { openStore } from '../../src-main/store/open.ts';
import { addMetrics, createRun, updateRun } from '../../src-main/store/runs.ts';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication } from './application.ts';

it('a file is forgotten once what that removes was shown and confirmed', async () => {
  const { page, complaints } = await openApplication();
  const heading = 'text,date,ticker\n';
  const shared = '"profit rises",2018-07-18,AAA\n';
  await importPath(page, temporaryFile('first.csv', `${heading}${shared}"profit falls",2018-07-19,BBB\n`));
  await importPath(page, temporaryFile('second.csv', `${heading}${shared}`));
  const sources = page.getByRole('region', { name: 'Sources' });
  await sources.getByRole('button', { name: 'Forget first.csv' }).click();
  const asked = sources.getByRole('group', { name: 'Forget first.csv' });
  await asked.getByText('removes 1 document, 1 mention, 1 company.').waitFor();
  await asked.getByText('One of its texts stays, since other files have it too.').waitFor();
  await asked.getByRole('button', { name: 'Keep it' }).click();
  await expect.poll(() => asked.count()).toBe(0);
  expect(await sources.getByRole('row').count()).toBe(3);

  await sources.getByRole('button', { name: 'Forget first.csv' }).click();
  await asked.getByRole('button', { name: 'Remove from the workspace' }).click();
  await expect.poll(() => sources.getByRole('row').count(), { timeout: 120_000 }).toBe(2);
  expect(await sources.getByRole('row').nth(1).innerText()).toMatch(
    /^second\.csv\s+texts\s.*\s1\s+0\s+0\s+1\s/,
  );
  // What was just removed can be brought back from every view.
  await page.getByRole('link', { name: 'Tickers', exact: true }).click();
  const notice = page.getByRole('status', { name: 'What was done last' });
  await notice.getByText('first.csv was removed.').waitFor();
  await notice.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'BBB', exact: true }).waitFor({ timeout: 120_000 });
  expect(await notice.getByRole('button').count()).toBe(0);
  expect(complaints).toEqual([]);
}, 240_000);

it('the labels of a scheme are forgotten, and the texts stay', async () => {
  const { page, complaints } = await openApplication();
  const content = 'text,mood,topic\nprofit rises,glad,sales\nprofit falls,sad,sales\n';
  const path = temporaryFile('moods.csv', content);
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('combobox', { name: 'What mood is' }).selectOption('label');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await workspace.getByRole('button', { name: 'Forget the labels “mood”' }).click();
  const asked = workspace.getByRole('group', { name: 'Forget the labels “mood”' });
  await asked.getByText('removes 2 labels (import).').waitFor();
  await asked.getByText('The texts stay, and so do runs that learned these labels.').waitFor();
  await asked.getByRole('button', { name: 'Remove from the workspace' }).click();
  await expect.poll(() => workspace.getByText('Labels “mood”').count(), { timeout: 120_000 }).toBe(0);
  await page
    .getByRole('status', { name: 'What was done last' })
    .getByText('The labels “mood” were removed.')
    .waitFor();
  expect((await workspace.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/Texts 2 .*Labels “topic”/);

  // Later it is in the bin.
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('row', { name: 'Labels “mood” 2 labels (import)' }).waitFor();
  await page.getByRole('button', { name: 'Bring back Labels “mood”' }).click();
  await page.getByText('It is empty.').waitFor({ timeout: 120_000 });
  // What was said of it has gone with it.
  await expect.poll(() => page.getByRole('button', { name: 'Dismiss' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await workspace.getByText('Labels “mood”').waitFor();
  expect(complaints).toEqual([]);
}, 240_000);

it('a run is forgotten on its page, which gives way to the list; one in training is not', async () => {
  const { page, complaints, workspace } = await openApplication();
  const store = openStore(workspace);
  const config = JSON.stringify(trainConfigSchema.parse({ recipe: 'topic' }));
  const [cancelled, training, unreadable] = [config, config, '{}'].map((own) =>
    createRun(store, { recipe: 'topic', config: own, version: '1' }),
  );
  updateRun(store, cancelled!, { state: 'cancelled' });
  updateRun(store, unreadable!, { state: 'failed' });
  addMetrics(store, cancelled!, [{ name: 'loss', step: 1, epoch: 0, value: 0.7 }]);
  store.close();

  await page.evaluate(`location.hash = '#/runs/${training}'`);
  await page.getByRole('button', { name: `Forget run ${training}` }).click();
  const alert = page.getByRole('group', { name: `Forget run ${training}` }).getByRole('alert');
  await alert.getByText(`Run ${training} is being trained. Cancel it first.`).waitFor();
  const remove = page.getByRole('button', { name: 'Remove from the workspace' });
  expect(await remove.isDisabled()).toBe(true);

  await page.evaluate(`location.hash = '#/runs/${cancelled}'`);
  await page.getByRole('button', { name: `Forget run ${cancelled}` }).click();
  await page.getByText('removes the run and its files, with 1 measurement.').waitFor();
  await remove.click();
  const runs = page.getByRole('table', { name: 'Runs' });
  await expect.poll(() => runs.getByRole('row').count(), { timeout: 120_000 }).toBe(2);
  expect(await runs.getByRole('link').allInnerTexts()).toEqual([String(training)]);
  expect(await page.getByRole('alert').count()).toBe(0);

  // One that cannot be read has no page.
  await page.getByRole('button', { name: `Forget run ${unreadable}` }).click();
  await page.getByText('removes the run and its files.').waitFor();
  await remove.click();
  const list = page.getByRole('status', { name: 'Runs that cannot be read' });
  await expect.poll(() => list.count(), { timeout: 120_000 }).toBe(0);
  expect(complaints.filter((line) => !line.includes('WebSocket'))).toEqual([]);
}, 240_000);
