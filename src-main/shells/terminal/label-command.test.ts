import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { listCompanies } from '../../store/companies.ts';
import { openStore } from '../../store/open.ts';
import { answerOf } from '../../../test/support/command.ts';

const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
let run = '';
let companies = '';
let ticker = '';

beforeAll(async () => {
  const store = openStore(workspace);
  try {
    await importSample(store);
    store.db.exec('DELETE FROM label WHERE document_id % 2 = 0');
    ticker = listCompanies(store)[0]!.symbol;
    run = String(await trainedRun(store, { recipe: 'document-attention', width: 8 }));
    companies = String(await trainedRun(store, { recipe: 'company-embedding', width: 8 }));
  } finally {
    store.close();
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** Runs the command line as a person does. */
const contexture = (...args: string[]) => answerOf(process.cwd(), ...args, '--workspace', workspace);

const label = (...args: string[]) => contexture('label', ...args);

function labelsOfModels(): number {
  const store = openStore(workspace);
  try {
    return Number(store.db.prepare("SELECT count(*) FROM label WHERE origin = 'model'").pluck().get());
  } finally {
    store.close();
  }
}

test('a dry run shows the classes, the real one stores as many', async () => {
  const { status, out } = await label(run, '--min-confidence', '0', '--dry-run');
  expect(status).toBe(0);
  const [, documents] = /^([\d,]+) texts without a label of the scheme "sentiment"/.exec(out) ?? [];
  expect(out).toContain(`${documents} would be labelled by run ${run}`);
  expect(out).toMatch(/^(negative|positive) +\d+ +[\d.]+ %$/m);
  expect(out).toMatch(/^Agreement with \d+ labels of the scheme "sentiment": accuracy [01]\.\d{3}/m);
  expect(labelsOfModels()).toBe(0);
  expect((await label(run, '--min-confidence', '0')).out).toContain(
    `${documents} were labelled by run ${run}`,
  );
  expect(labelsOfModels()).toBe(Number(documents?.replaceAll(',', '')));
});

test('labels of a run that are undone are gone, and that is said', async () => {
  await label(run, '--min-confidence', '0', '--scheme', 'of-a-teacher');
  const before = labelsOfModels();
  expect((await contexture('forget', '--undo')).out).toBe(
    `Labels “of-a-teacher” by run ${run} were taken back\n`,
  );
  expect(labelsOfModels()).toBeLessThan(before);
});

test.each([
  ['predict', '--text', 'up'],
  ['explain', '--text', 'up'],
  ['label', '--dry-run'],
])('%s of a run that was stopped says so', async (command, ...args) => {
  const become = (state: string) => {
    const store = openStore(workspace);
    store.db.prepare('UPDATE run SET state = ? WHERE id = ?').run(state, run);
    store.close();
  };
  const said = `Run ${run} was not trained to its end (cancelled)`;
  expect((await contexture(command, run, ...args)).err).not.toContain(said);
  become('cancelled');
  const { status, err } = await contexture(command, run, ...args);
  become('done');
  expect(status).toBe(0);
  expect(err).toContain(said);
});

test('--json tells the same of one ticker', async () => {
  const counted = async (...args: string[]) => {
    const said: unknown = JSON.parse((await label(run, '--dry-run', '--json', ...args)).out);
    expect(said).toMatchObject({ run: Number(run), scheme: 'sentiment', dryRun: true, replaced: 0 });
    return z.object({ documents: z.int() }).parse(said).documents;
  };
  const ofOne = await counted('--company', ticker);
  expect(ofOne).toBeGreaterThan(0);
  expect(ofOne).toBeLessThan(await counted());
});

test('a scheme that nobody has labelled by yet is made, and the likely slip is named', async () => {
  expect((await label(run, '--dry-run', '--company', ticker, '--scheme', 'sentimnt')).err).toContain(
    'The label scheme "sentimnt" is new. Did you mean "sentiment"?',
  );
  expect((await label(run, '--dry-run', '--company', ticker, '--scheme', 'sentiment')).err).not.toContain(
    'is new',
  );
});

test.each([
  [() => [run, '--min-confidence', '50'], /takes a number from 0 to 1, not "50"/],
  [() => [companies], /company-embedding, which does not classify texts/],
  [() => ['99'], /no run 99/],
])('what cannot be meant is refused: %#', async (args, message) => {
  const { status, err } = await label(...args());
  expect(status).toBe(2);
  expect(err).toMatch(message);
});
