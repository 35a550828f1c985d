import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { windowSize } from '../src-main/configs/contextual.ts';
import { listRunRows } from '../src-main/runs/runs.ts';
import { openStore, reading } from '../src-main/store/open.ts';
import { explainTestPart } from '../src-main/study/explanations/test-part.ts';
import { accuracies, demo, demoWith, workspaceOf } from './support/demo.ts';
import { expectedAmount } from './support/sample.ts';
import { temporaryFile, temporaryFolder } from './support/workspace.ts';

const root = join(import.meta.dirname, '..');
const sample = join(root, 'resources/sample/stockerbot-sample.csv');

test('the demo deletes nothing beside the user’s workspace, says where it works, and shows the model with and without context', async () => {
  const config = temporaryFolder();
  mkdirSync(join(config, 'mine/demo'), { recursive: true });
  writeFileSync(join(config, 'mine/demo/thesis.txt'), 'years of work');
  const { status, out, err } = demo(config);
  expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
  expect(readFileSync(join(config, 'mine/demo/thesis.txt'), 'utf8')).toBe('years of work');
  expect(existsSync(join(config, 'mine/workspace'))).toBe(false);
  expect(existsSync(join(workspaceOf(out)!, 'contexture.db'))).toBe(true);
  // The sample's labels cannot be known from the text: about half of them are right without context.
  const shown = accuracies(out);
  expect(shown.get('model with context')).toBeGreaterThanOrEqual(94);
  expect(shown.get('model without context')).toBeLessThan(60);
  expect([...shown.keys()]).toEqual(
    expect.arrayContaining(['majority', 'naive Bayes', 'logistic regression', 'n-grams']),
  );

  // One of the eight texts of a window set the expectation: by attention and by leave-one-out it comes first.
  const store = openStore(workspaceOf(out)!, reading);
  onTestFinished(() => store.close());
  const { id: run } = listRunRows(store).find(({ config }) => windowSize(config) > 0)!;
  const { rows } = await explainTestPart(
    store,
    { run, texts: null, others: [], seed: 1 },
    { emit: () => {}, signal: new AbortController().signal },
  );
  const found = (which: 'mostAttended' | 'mostInfluential') =>
    rows.filter((row) => expectedAmount(row[which]?.text ?? '') !== undefined).length / rows.length;
  expect(rows.length).toBeGreaterThan(250);
  expect(found('mostAttended')).toBeGreaterThan(0.75);
  expect(found('mostInfluential')).toBeGreaterThan(0.75);
});

test('the demo of a file keeps what is done in its workspace; the same file again adds nothing', () => {
  const config = temporaryFolder();
  const rows = readFileSync(sample, 'utf8').split('\n').slice(0, 400).join('\n');
  const file = temporaryFile('own tweets.csv', `${rows}\n`);
  const first = demo(config, file);
  expect({ status: first.status, err: first.status === 0 ? '' : first.err }).toEqual({ status: 0, err: '' });
  const workspace = workspaceOf(first.out)!;
  expect(workspace).toMatch(/demo-own-tweets$/u);
  writeFileSync(join(workspace, 'notes.txt'), 'mine');
  const again = demo(config, file, '--json');
  const result = z
    .object({ workspace: z.string(), companies: z.object({ run: z.int() }) })
    .parse(JSON.parse(again.out));
  // Nothing was cleared, so that the second training is the workspace's second run.
  expect(result).toEqual({ workspace, companies: { run: 2 } });
  expect(readFileSync(join(workspace, 'notes.txt'), 'utf8')).toBe('mine');
});

test('where MiniLM is not on this machine, the demo says how to add it and creates nothing', () => {
  const config = temporaryFolder();
  const empty = { CONTEXTURE_CHECKPOINTS: join(config, 'checkpoints') };
  const { status, out, err } = demoWith(empty, config, '--encoder', 'minilm');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain('all-MiniLM-L6-v2 is not on this machine: add it with "npm run checkpoint:minilm"');
  expect(existsSync(join(config, '.config'))).toBe(false);
});

test('a file that is missing is said to be, and no workspace is made for it', () => {
  const config = temporaryFolder();
  const { status, out, err } = demo(config, 'absent.csv');
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toContain('absent.csv');
  expect(existsSync(join(config, '.config'))).toBe(false);
});
