/** Labels by hand: with keys alone, by two people, with what the window changed. */
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { importPath, openApplication, overflow } from './application.ts';

const sample = join(import.meta.dirname, '../../resources/sample');

function labelled(workspace: string): unknown[] {
  const db = new SQLite(join(workspace, 'contexture.db'), { readonly: true });
  try {
    return db
      .prepare(
        "SELECT value, count(*) FROM label WHERE scheme = 'by-hand' AND origin = 'manual' GROUP BY value",
      )
      .raw()
      .all();
  } finally {
    db.close();
  }
}

function ofRules(workspace: string): unknown {
  const db = new SQLite(join(workspace, 'contexture.db'), { readonly: true });
  try {
    return db
      .prepare("SELECT count(*) FROM label WHERE scheme = 'by-hand-rules' AND origin = 'rule'")
      .pluck()
      .get();
  } finally {
    db.close();
  }
}

async function shown(page: Page): Promise<string> {
  return page.getByRole('article', { name: 'The text to label' }).locator('.text').innerText();
}

it('texts are labelled with keys, alone and then in their window, and two people are compared', async () => {
  const { page, complaints, workspace } = await openApplication();
  await importPath(page, join(sample, 'stockerbot-sample.csv'));
  await page.getByRole('link', { name: 'Label', exact: true }).click();
  await page.getByText('Enter your name first').waitFor();
  const name = page.getByRole('textbox', { name: 'Your name' });
  // From here on with keys alone: the name is asked for, and Enter leads to the texts.
  await page.keyboard.type('Ann');
  await page.keyboard.press('Enter');
  const desk = page.getByRole('article', { name: 'The text to label' });
  await desk.waitFor();
  expect(await desk.getByText('What came before').count()).toBe(0);

  // Alone, then in its window, where the first label is changed and the second kept.
  const first = await shown(page);
  await page.keyboard.press('2');
  await desk.getByText('What came before').waitFor();
  await desk.getByText('Alone: positive').waitFor();
  expect(await shown(page)).toBe(first);
  await page.keyboard.press('1');
  await desk.getByText('changed from positive to negative').waitFor();
  const second = await shown(page);
  expect(second).not.toBe(first);
  // Enter keeps what was said, also where a button had the focus before.
  await desk.getByRole('button', { name: 'negative' }).focus();
  await page.keyboard.press('2');
  await desk.getByText('What came before').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page)).not.toBe(second);
  expect(labelled(workspace)).toEqual([
    ['negative', 1],
    ['positive', 1],
  ]);

  // What was said stands where one goes back, and a text that was seen in its window is never asked alone again.
  await page.keyboard.press('ArrowLeft');
  await desk.getByText('Alone: positive').waitFor();
  await desk.getByText('labelled positive').waitFor();
  await page.keyboard.press('ArrowLeft');
  await desk.getByText('labelled negative').waitFor();
  expect(await shown(page)).toBe(first);
  await desk.getByText('Alone: positive').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await desk.getByText('What came before').waitFor({ state: 'detached' });

  // Arrows move, and what was done last is undone, one step after the other.
  const third = await shown(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shown(page)).not.toBe(third);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shown(page)).toBe(third);
  await page.keyboard.press('u');
  await desk.getByText('Alone: positive').waitFor();
  expect(await shown(page)).toBe(second);
  await page.keyboard.press('u');
  await desk.getByText('undone: positive').waitFor();
  expect(labelled(workspace)).toEqual([['negative', 1]]);
  await page.keyboard.press('1');
  await desk.getByText('Alone: negative').waitFor();
  await page.keyboard.press('Enter');
  await desk.getByText('What came before').waitFor({ state: 'detached' });
  // What was said stands on a page of its own, so that whoever labels does not see it.
  const compare = page.getByRole('button', { name: 'Compare annotators' });
  const annotators = page.getByRole('table', { name: 'Annotators' });
  expect(await annotators.count()).toBe(0);
  await compare.click();
  await annotators.getByText('1 (50.0 %)').waitFor();
  const changes = page.getByRole('list', { name: 'Texts whose label the window changed' });
  expect(await changes.innerText()).toMatch(/positive → negative/u);
  const label = page.getByRole('button', { name: 'Label texts' });
  await label.click();

  // Another person labels the same texts, and the two differ on one.
  await name.fill('Bob');
  await name.press('Enter');
  expect(await name.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(false);
  await page.getByRole('checkbox', { name: 'Only texts that others have labelled' }).check();
  await page.getByText('2 texts are left').waitFor();
  await page.getByRole('checkbox', { name: 'Then in its window' }).uncheck();
  await page.evaluate('document.activeElement.blur()');
  const bobs = await shown(page);
  await page.keyboard.press('1');
  await expect.poll(() => shown(page)).not.toBe(bobs);
  await page.keyboard.press('2');
  await page.getByText('No text is left to label here.').waitFor();
  await compare.click();
  const agreement = page.getByRole('table', { name: 'Agreement' });
  expect(await agreement.getByRole('row').filter({ hasText: 'last word' }).innerText()).toMatch(
    /Ann and Bob\s+last word\s+2\s+50\.0 %\s+\.00/u,
  );
  expect(labelled(workspace)).toEqual([['negative', 1]]);
  const differ = page.getByRole('list', { name: 'Texts on which annotators differ' });
  await differ.getByRole('button', { name: 'positive' }).click();
  await expect
    .poll(() => labelled(workspace))
    .toEqual([
      ['negative', 1],
      ['positive', 1],
    ]);

  await label.click();

  // All texts of a filter at once: counted first, undone at once.
  await page.getByRole('checkbox', { name: 'Only texts that others have labelled' }).uncheck();
  await page.getByText('Label all texts of the filter at once').click();
  await page.getByText('Choose a ticker, or search for words, first.').waitFor();
  const ticker = page.getByRole('textbox', { name: 'Ticker' });
  await ticker.fill('nosuch');
  await ticker.press('Tab');
  await page.getByText('No text is left to label here.').waitFor();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await ticker.fill('');
  await ticker.press('Tab');
  await search.fill('quarter');
  await search.press('Tab');
  const bulk = page.getByRole('button', { name: /^Label [1-9]\d* texts negative$/u });
  const count = Number((await bulk.innerText()).match(/\d+/u)![0]);
  expect(count).toBeGreaterThan(1);
  await bulk.click();
  await page.getByText(`${count} texts are labelled negative`).waitFor();
  expect(labelled(workspace)).toEqual([
    ['negative', 1 + count],
    ['positive', 1],
  ]);
  await page.getByRole('button', { name: 'Undo the last label' }).click();
  await expect
    .poll(() => labelled(workspace))
    .toEqual([
      ['negative', 1],
      ['positive', 1],
    ]);

  // What is looked at stands in the address, who labels on this machine.
  await page.reload();
  await desk.waitFor();
  expect(await search.inputValue()).toBe('quarter');
  expect(await name.inputValue()).toBe('Bob');
  await page.setViewportSize({ width: 1024, height: 700 });
  expect(await overflow(page)).toBe(0);

  // By rules: counted first, stored beside the labels of people, and taken back at once.
  await page.getByText('Label texts by rules').click();
  await page.getByRole('button', { name: 'Count and compare' }).click();
  const byRules = page.getByRole('button', { name: /^Label [\d,]+ texts$/u });
  await byRules.waitFor();
  const told = await byRules.innerText();
  await page.getByRole('table', { name: 'Phrases' }).waitFor();
  expect(ofRules(workspace)).toBe(0);
  await byRules.click();
  await page.getByText(/texts are labelled. Undo takes them back/).waitFor();
  expect(ofRules(workspace)).toBe(Number(told.replaceAll(/\D/gu, '')));
  await page.getByRole('button', { name: 'Undo the last labels by rules' }).click();
  await page.getByText(/labels by “analyst-words” were taken back/).waitFor();
  expect(ofRules(workspace)).toBe(0);

  // From prices, of which there are none yet.
  await page.getByText('Label texts from prices').click();
  const prices = page.getByRole('form', { name: 'Labels from prices' });
  await prices.getByRole('button', { name: 'Count and compare' }).click();
  await page.getByText('There are no prices in this workspace').waitFor();
  expect(await overflow(page)).toBe(0);

  // Topics that are found, named by hand, joined, and taken back step by step.
  await page.getByText('Find topics in the texts').click();
  const topics = page.getByRole('form', { name: 'Topics' });
  await topics.getByRole('spinbutton', { name: 'Topics' }).fill('3');
  await topics.getByRole('button', { name: 'Find topics' }).click();
  const found = page.getByRole('table', { name: 'Topics that were found' });
  await found.waitFor();
  const own = found.getByRole('textbox', { name: 'Name of topic 2' });
  const was = await own.inputValue();
  await own.fill('second');
  await own.press('Tab');
  await page.getByText(`“${was}” is called “second” now.`).waitFor();
  const into = await found.getByRole('textbox', { name: 'Name of topic 1' }).inputValue();
  await found.getByRole('combobox', { name: 'Join second with' }).selectOption(into);
  await page.getByText(`“second” is part of “${into}” now.`).waitFor();
  await expect.poll(() => found.getByRole('row').count()).toBe(3);
  const back = topics.getByRole('button', { name: 'Undo the last change' });
  await back.click();
  await found.getByRole('textbox', { name: 'Name of topic 3' }).waitFor();
  expect(await own.inputValue()).toBe('second');
  await back.click();
  await expect.poll(() => own.inputValue()).toBe(was);
  expect(await overflow(page)).toBe(0);

  // The texts as a map, coloured by topic: found by words, chosen, and moved into another topic by hand.
  await page.getByRole('link', { name: 'Texts', exact: true }).click();
  await page.getByRole('img', { name: /Map of [\d,]+ texts/u }).waitFor();
  await page.getByRole('combobox', { name: 'Colour' }).selectOption('label:found-topics');
  const legend = page.getByRole('list', { name: 'Groups and how they are shown' });
  await legend.getByRole('button', { name: was }).waitFor();
  await page.getByRole('searchbox', { name: 'Find texts' }).fill('quarter');
  const hits = page.getByRole('listbox', { name: 'Texts found' });
  await hits.getByRole('option').first().click();
  const chosen = page.getByRole('region', { name: 'The chosen text' });
  const topic = chosen.getByRole('combobox', { name: 'found-topics' });
  const before = await topic.inputValue();
  const next = before === was ? into : was;
  await topic.selectOption(next);
  await chosen.getByText(`Labelled ${next} by Bob.`).waitFor();
  await page.reload();
  await page.getByRole('img', { name: /Map of [\d,]+ texts/u }).waitFor();
  await expect.poll(() => topic.inputValue()).toBe(next);
  await chosen.getByRole('button', { name: 'Undo the last label' }).click();
  await expect.poll(() => topic.inputValue()).toBe(before);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
});
