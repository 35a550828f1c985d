/** The main job, end to end, as a person does it: import, ticker, window, train, attention, companies. */
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { dataFile, missing } from '../support/data.ts';
import { exported, importPath, importUpload, openApplication, overflow } from './application.ts';

const EXPORT = 'stockerbot-export.csv';
const LABELS = 'stockerbot-labelled-train.csv';
const MINUTES = 60_000;

it('walks from the real export to what a model attended to', { timeout: 20 * MINUTES }, async (test) => {
  const tweets = dataFile(EXPORT);
  const labels = dataFile(LABELS);
  if (tweets === null || labels === null) {
    test.skip(missing(tweets === null ? EXPORT : LABELS));
    return;
  }
  const { page, complaints } = await openApplication();

  await page.getByText('This workspace is empty.').waitFor();
  expect(await importPath(page, tweets)).toContain('= 28,874 records');
  expect(await importUpload(page, labels, 'sentiment')).toContain('3,104 rows found their text');

  // By keyboard: the list of tickers, a search, a ticker's page, its texts.
  await page.getByRole('link', { name: 'Tickers', exact: true }).click();
  await page.getByRole('table', { name: 'Tickers' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('netfl');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'NFLX' }).waitFor();
  const texts = page.getByRole('listbox', { name: 'Texts of NFLX' });
  await texts.getByRole('option').first().waitFor();
  await texts.focus();
  const first = await texts.getByRole('option', { selected: true }).innerText();
  await page.keyboard.press('j');
  const chosen = texts.getByRole('option', { selected: true });
  await expect.poll(() => chosen.innerText()).not.toBe(first);

  // The window: eight earlier texts, then three, each published before the text.
  const window = page.getByRole('list', { name: 'Context window, most recent first' });
  await expect.poll(() => window.getByRole('listitem').count()).toBe(8);
  await page.getByRole('img', { name: /What came before/ }).waitFor();
  await page.getByRole('spinbutton', { name: 'Texts' }).fill('3');
  await expect.poll(() => window.getByRole('listitem').count()).toBe(3);
  const at = await page.getByRole('article', { name: 'The text' }).locator('time').getAttribute('datetime');
  for (const time of await window.locator('time').all()) {
    expect(Date.parse((await time.getAttribute('datetime')) ?? '')).toBeLessThanOrEqual(Date.parse(at ?? ''));
  }
  await page.getByRole('spinbutton', { name: 'Texts' }).fill('8');

  // Training, with its baselines beside it.
  await page.getByRole('tab', { name: 'Train' }).click();
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('2');
  // In two epochs a branch beside a text model learns too little to be kept; one model of both has its attention at once.
  await page.getByText('All settings').click();
  await page.getByRole('combobox', { name: 'Context model' }).selectOption('joint');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText('Run 1 is done').waitFor({ timeout: 4 * MINUTES });
  const scores = page.getByRole('table', { name: 'Scores and baselines' });
  await scores.getByRole('cell', { name: 'Logistic regression' }).waitFor();
  await page.getByRole('img', { name: /^Learning curves/ }).waitFor();
  await page.getByRole('img', { name: /^Confusion matrix/ }).waitFor();

  // Attention of the chosen text: every head shares out exactly one.
  await page.getByRole('button', { name: 'See its attention' }).click();
  await page.getByRole('table', { name: 'Class probabilities' }).waitFor({ timeout: 4 * MINUTES });
  await page.getByRole('img', { name: /^Attention/ }).waitFor();
  const sums = new Map<string, number>();
  const rows: Record<string, string>[] = parse(await exported(page, 'Attention', 'Data as CSV'), {
    columns: true,
  });
  for (const { head = '', weight } of rows) sums.set(head, (sums.get(head) ?? 0) + Number(weight));
  expect([...sums.keys()]).toEqual(['head 1', 'head 2', 'head 3', 'head 4', 'mean']);
  for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 3);
  const image = await exported(page, 'Attention', 'PNG image');
  expect(image.subarray(1, 4).toString()).toBe('PNG');
  // From a dark window too a figure is light, and says what it shows, of which text and run, and by which scale.
  await page.emulateMedia({ colorScheme: 'dark' });
  const figure = (await exported(page, 'Attention', 'SVG image')).toString();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(figure).toContain('head 1');
  expect(figure).toMatch(/^<svg [^>]*>\s*<rect [^>]*fill="#fff"/u);
  expect(figure).toMatch(/>Attention<.*>Run \d+ reads: “.*a uniform share would be \d/su);
  const [token] = rows.filter(({ head }) => head === 'mean').map(({ text = '' }) => text);
  expect(token).toMatch(/\w/u);
  expect(figure).toContain(`>${token!.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</text>`);

  // Companies: from the vectors to a neighbour list and back to the texts.
  await page.getByRole('link', { name: 'Companies', exact: true }).click();
  const training = page.getByRole('form', { name: 'Training of company vectors' });
  // What is counted has no epochs.
  await training.getByRole('spinbutton', { name: 'Seed' }).waitFor();
  expect(await training.getByRole('spinbutton', { name: 'Epochs' }).count()).toBe(0);
  await training.getByRole('button', { name: 'Train company vectors' }).click();
  const map = page.getByRole('img', { name: /Map of \d+ companies/ });
  await map.waitFor({ timeout: 4 * MINUTES });
  // Of a map too, with its groups in the colours that stand on white.
  const mapTitle = /^(.*?)\. Map of/.exec((await map.getAttribute('aria-label'))!)![1]!;
  await page
    .getByRole('list', { name: /^Groups/ })
    .getByText('loading…')
    .waitFor({ state: 'detached' });
  await page.emulateMedia({ colorScheme: 'dark' });
  const mapFigure = (await exported(page, mapTitle, 'SVG image')).toString();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(mapFigure).toMatch(/^<svg [^>]*>\s*<rect [^>]*fill="#fff"/u);
  // #332288 as the build shortens it.
  expect(mapFigure).toMatch(/fill="#328"/u);
  await page.keyboard.press('/');
  await page.keyboard.type('NFLX');
  await page.keyboard.press('Enter');
  const neighbours = page.getByRole('table', { name: 'Neighbours of NFLX' });
  await neighbours.waitFor();
  expect(await neighbours.getByRole('row').count()).toBe(16);
  // Another projection, chosen before it is drawn, and why two are near: their address comes back.
  await page.getByRole('button', { name: 'Map…', exact: true }).click();
  await page.getByLabel('Projection').selectOption('umap');
  await page.getByRole('button', { name: 'Draw' }).click();
  await page.getByRole('img', { name: /UMAP.*Map of \d+ companies/ }).waitFor();
  await neighbours.getByRole('button', { name: 'Why NFLX and' }).first().click();
  await page.getByRole('table', { name: /^Words of NFLX/ }).waitFor();
  await page.reload();
  await page.getByRole('img', { name: /UMAP.*Map of \d+ companies/ }).waitFor();
  await page.getByRole('table', { name: /^Words of NFLX/ }).waitFor();
  const drawing = await exported(page, 'Run', 'HTML page');
  expect(drawing.toString()).toMatch(/<svg[\s\S]*<td>NFLX<\/td>/);
  // A lasso around the middle half of the map marks some of its companies, and shows them alone.
  const canvas = await page.getByRole('img', { name: /Map of/ }).boundingBox();
  await page.getByRole('button', { name: 'Lasso' }).click();
  const corners = [0.25, 0.75].flatMap((x) => [0.25, 0.75].map((y) => [x, y] as const));
  const stroke = [0, 1, 3, 2, 0].map((at) => corners[at]!);
  for (const [at, [x, y]] of stroke.entries()) {
    await page.mouse.move(canvas!.x + x * canvas!.width, canvas!.y + y * canvas!.height, { steps: 5 });
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
  // They get a label of one's own, by which the map is coloured then; it is taken back at once.
  await page.getByRole('combobox', { name: 'Label these' }).fill('middle');
  await page.getByRole('button', { name: 'Label', exact: true }).click();
  const legend = page.getByRole('list', { name: 'Groups and how they are shown' });
  const middle = legend.getByRole('button', { name: /^middle \d+/ });
  await middle.waitFor();
  const shown = legend.locator('button[title$="shows it alone"][aria-pressed="true"]');
  const all = await shown.count();
  expect(all).toBeGreaterThan(1);
  await middle.press('Shift+Enter');
  await expect.poll(() => shown.count()).toBe(1);
  await middle.press('Shift+Enter');
  await expect.poll(() => shown.count()).toBe(all);
  expect((await exported(page, 'Run', 'Data as CSV')).toString()).toMatch(/,middle,middle,/);
  await page.getByRole('button', { name: 'Undo the last labels' }).click();
  await page.getByText('The label middle of').waitFor();
  await expect.poll(() => legend.getByRole('button', { name: /^middle/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show alone' }).click();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const marked = page.getByRole('heading', { name: /companies marked$/ });
  const count = Number.parseInt(await marked.innerText(), 10);
  expect(count).toBeGreaterThan(10);
  expect(count).toBeLessThan(443);
  const listed = page.getByRole('table', { name: 'Companies of the map' });
  expect(await listed.getAttribute('aria-rowcount')).toBe(String(count + 1));
  await page.getByRole('button', { name: 'Similarity' }).click();
  await page.getByRole('img', { name: new RegExp(`How near ${count} companies`) }).waitFor();
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await page.getByRole('button', { name: 'Back to all' }).first().click();
  await page.keyboard.press('/');
  await page.keyboard.type('NFLX');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Its texts' }).click();
  await page.getByRole('heading', { name: 'NFLX' }).waitFor();

  // Both runs are listed, and a small window needs no sideways scrolling anywhere.
  await page.setViewportSize({ width: 1024, height: 700 });
  const overflows: [string, number][] = [];
  for (const place of ['Library', 'Tickers', 'Companies', 'Runs']) {
    await page.getByRole('link', { name: place, exact: true }).first().click();
    await page.getByRole('heading', { name: place, exact: true, level: 1 }).waitFor({ state: 'attached' });
    overflows.push([place, await overflow(page)]);
  }
  expect(overflows.filter(([, pixels]) => pixels > 0)).toEqual([]);
  await expect.poll(() => page.getByRole('table', { name: 'Runs' }).getByRole('row').count()).toBe(3);
  expect(complaints).toEqual([]);
});
