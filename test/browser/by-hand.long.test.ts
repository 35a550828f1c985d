/** What people do by hand: a rejected record is corrected, searches and groups of tickers get names. */
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication } from './application.ts';

const TEXTS = `text,date,ticker
"profit rises",2018-07-17,AAA
"profit falls",not a day,BBB
"profit stays",2018-07-19,AAA
`;

it('a rejected record is corrected in place, imported, and undone', async () => {
  const { page, complaints } = await openApplication();
  await importPath(page, temporaryFile('texts.csv', TEXTS));
  const rejects = page.getByRole('region', { name: 'Rejected rows' });
  await rejects.getByRole('button', { name: 'Line 3 of texts.csv, to correct it' }).click();
  // Each field has a box under its heading; the wrong one says what is wrong, and is written in first.
  const time = rejects.getByRole('textbox', { name: 'date = time' });
  await rejects.getByText('Still rejected. ').waitFor();
  const correct = rejects.getByRole('button', { name: 'Correct and import' });
  expect(await correct.isDisabled()).toBe(true);
  expect(await time.inputValue()).toBe('not a day');
  expect(await time.getAttribute('aria-invalid')).toBe('true');
  const focused = page.locator(':focus');
  await expect.poll(() => focused.inputValue()).toBe('not a day');
  await time.fill('2018-07-18');
  await rejects.getByText('It would be accepted.').waitFor();
  expect(await time.getAttribute('aria-invalid')).toBe('false');
  await rejects.getByRole('textbox', { name: 'text', exact: true }).fill('profit falls, "sharply"');

  // The same as one text, with quotes where they are needed, and back.
  await rejects.getByText('It would be accepted.').waitFor();
  const asText = rejects.getByRole('button', { name: 'As one text' });
  await asText.click();
  const record = rejects.getByRole('textbox', { name: 'The record as one text' });
  expect(await record.inputValue()).toBe('"profit falls, ""sharply""",2018-07-18,BBB');
  await record.fill('profit falls,2018-07-18');
  await rejects.getByText('Still rejected. 2 columns instead of 3.').waitFor();
  expect(await asText.count()).toBe(0);
  await record.fill('"profit falls",2018-07-18,BBB');
  await rejects.getByText('It would be accepted.').waitFor();
  await asText.click();
  expect(await time.inputValue()).toBe('2018-07-18');

  // Escape leaves the row, whose button has what was written.
  await time.press('Escape');
  const row = rejects.getByRole('button', { name: 'Line 3 of texts.csv, to correct it' });
  await expect.poll(() => focused.getAttribute('aria-label')).toBe('Line 3 of texts.csv, to correct it');
  await row.press('Enter');
  await rejects.getByText('It would be accepted.').waitFor();
  await time.press('Enter');
  await rejects.getByText('1 record was corrected by hand').waitFor();
  await rejects.getByText('No row was rejected.').waitFor();
  const file = page.getByRole('region', { name: 'Sources' }).getByRole('row').nth(1);
  expect(await file.innerText()).toMatch(/\s3\s+0\s+0\s+3\s/);

  const notice = page.getByRole('status', { name: 'What was done last' });
  await notice.getByText('Line 3 of texts.csv was corrected.').waitFor();
  await notice.getByRole('button', { name: 'Undo' }).click();
  await rejects.getByRole('button', { name: 'Line 3 of texts.csv, to correct it' }).waitFor();
  await expect.poll(() => file.innerText()).toMatch(/\s2\s+0\s+1\s+3\s/);
  expect(complaints).toEqual([]);
}, 240_000);

it('searches and groups of tickers are saved, used and removed, and several removals can be undone', async () => {
  const { page, complaints } = await openApplication();
  await importPath(page, temporaryFile('texts.csv', TEXTS.replace('not a day', '2018-07-18')));
  await page.getByRole('link', { name: 'Tickers', exact: true }).click();
  const search = page.getByRole('searchbox', { name: 'Search all texts' });
  await search.fill('profit -falls');
  const save = async (name: string): Promise<void> => {
    await page.getByRole('textbox', { name: /^Save .* as$/ }).fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
  };
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await save('No falls');
  const saved = page.getByRole('dialog');
  await saved.getByRole('button', { name: 'No falls', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await search.fill('');
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await saved.getByRole('button', { name: 'No falls', exact: true }).click();
  await expect.poll(() => search.inputValue()).toBe('profit -falls');

  await page.getByRole('button', { name: 'Groups', exact: true }).click();
  const groups = page.getByRole('dialog');
  await groups.getByRole('textbox', { name: 'Tickers of a new group' }).fill('bbb');
  await save('The second');
  await groups.getByRole('button', { name: 'The second', exact: true }).click();
  await expect.poll(() => page.getByRole('link', { name: 'AAA', exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'BBB', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Group: The second' }).click();
  await groups.getByRole('button', { name: 'Remove The second' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'AAA', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await saved.getByRole('button', { name: 'Remove No falls' }).click();
  await page.keyboard.press('Escape');
  const notice = page.getByRole('status', { name: 'What was done last' });
  await notice.getByRole('button', { name: 'Undo: The group “The second” was removed.' }).click();
  await notice.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => notice.getByRole('button').count()).toBe(0);
  await page.getByRole('button', { name: 'Groups', exact: true }).click();
  await groups.getByRole('button', { name: 'The second', exact: true }).waitFor();
  expect(complaints).toEqual([]);
}, 240_000);

it('a ticker with prices has them above its texts, and what is wrong with an address is said', async () => {
  const { page, complaints, served } = await openApplication();
  await importPath(page, temporaryFile('texts.csv', TEXTS));
  const prices =
    'Date,Symbol,Close\n2018-07-16,AAA,10\n2018-07-17,AAA,11\n2018-07-18,AAA,12\n2018-07-19,AAA,9\n';
  await importPath(page, temporaryFile('prices.csv', prices));
  const at = (path: string): string => `${new URL(served.url).origin}/#${path}`;
  await page.goto(at('/tickers/AAA?window.n=500'));
  await page
    .getByRole('img', {
      name: 'Price and texts. 2 texts, 2018-07-17 to 2018-07-19. Daily close: 11 on 2018-07-17 to 9 on 2018-07-19, each drawn across its day (UTC).',
    })
    .waitFor();
  await page
    .getByRole('alert')
    .getByText('Texts: “500” in the address is not a whole number from 0 to 128.')
    .waitFor();
  await page.getByRole('button', { name: 'Remove it from the address' }).click();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  expect(page.url()).not.toContain('window.n');

  await page.goto(at('/tickers?q=label:gloomy'));
  await page.getByText('No text of this workspace has a label yet.').waitFor();
  expect(complaints).toEqual([]);
  for (const [path, title] of [
    ['/runs/99', 'Run 99'],
    ['/tickers/XYZ', 'XYZ'],
    ['/study/abcd', 'Study abcd'],
  ] as const) {
    await page.goto(at(path));
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await page
      .getByRole('alert')
      .getByText(/^There is no /)
      .waitFor();
  }
}, 240_000);
