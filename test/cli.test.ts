import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '../src-main/store/open.ts';
import { answerOf } from './support/command.ts';
import { imported, jsonOf, trained } from './support/json-command.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'contexture-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const json = <T>(schema: z.ZodType<T>, workspace: string, ...args: string[]): T =>
  jsonOf(schema, join(folder, workspace), ...args);

describe('the sample', () => {
  test('is imported, listed, trained on, evaluated and predicted', () => {
    const sample = join(root, 'resources/sample');
    const { files } = json(imported, 'sample', 'import', join(sample, 'stockerbot-sample.csv'));
    expect(files[0]).toMatchObject({ kind: 'stockerbot', records: 3000, rejected: 0 });
    const labels = json(imported, 'sample', 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment');
    expect(labels.files[0]!.labels!.matched).toBe(labels.files[0]!.records);

    const { companies } = json(
      z.object({ companies: z.array(z.object({ symbol: z.string(), documents: z.int() })) }),
      'sample',
      'companies',
    );
    expect(companies).toHaveLength(24);

    const run = json(trained, 'sample', 'train', 'contextual-sentiment', '--set', 'epochs=2', '--seed', '3');
    expect(run.test.confusion.flat().reduce((a, b) => a + b, 0)).toBe(run.test.n);
    const again = json(trained, 'sample', 'evaluate', String(run.run));
    expect(again.test).toEqual(run.test);

    const { window } = json(
      z.object({
        window: z.object({ at: z.number(), items: z.array(z.object({ ageMs: z.number().positive() })) }),
      }),
      'sample',
      'context',
      '--company',
      companies[0]!.symbol,
      '--at',
      '2024-03-12T00:00:00Z',
      '-n',
      '5',
    );
    expect(window).toMatchObject({ at: Date.UTC(2024, 2, 12), items: { length: 5 } });

    const said = json(
      z.object({ probabilities: z.record(z.string(), z.number()) }),
      'sample',
      'predict',
      String(run.run),
      '--text',
      'earned ten cents a share',
    );
    expect(Object.values(said.probabilities).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);

    const vectors = json(
      z.object({ run: z.int() }),
      'sample',
      'train',
      'company-embedding',
      '--set',
      'epochs=1',
    );
    const { neighbours } = json(
      z.object({ neighbours: z.array(z.object({ symbol: z.string(), similarity: z.number() })) }),
      'sample',
      'neighbours',
      companies[0]!.symbol,
      '--run',
      String(vectors.run),
      '-k',
      '3',
    );
    expect(neighbours).toHaveLength(3);
    expect(neighbours.map(({ symbol }) => symbol)).not.toContain(companies[0]!.symbol);
  });
});

// Without the start of a program: test/command has such errors of one.
describe('errors go to standard error with their own exit code', () => {
  beforeAll(() => openStore(join(folder, 'empty')).close());
  const inEmpty = (...args: string[]) => answerOf(folder, ...args, '--workspace', join(folder, 'empty'));

  test.each([
    [['nonsense'], 2, 'unknown command'],
    [['context'], 2, '--document'],
    [['train', 'contextual-sentiment', '--set', 'epoch=3'], 2, 'no setting "epoch"'],
    [['train', 'contextual-sentiment', '--set', 'epochs=many'], 2, 'epochs'],
    [['train', '--company', 'NFLX', 'topic'], 2, '--company took "topic" as a ticker'],
    [['train', 'rnn'], 2, 'Did you mean "rnn-attention"?'],
    [['learning-curve', 'word2vec'], 2, 'word2vec does not learn from labels'],
    [['import', 'absent.csv', '--columns', 'txt=1'], 2, 'Did you mean "text"?'],
    [['train', 'contextual-sentiment'], 2, 'No text is labelled'],
    [['evaluate', '7'], 2, 'no run 7'],
    [['import', 'absent.csv'], 3, 'absent.csv'],
  ])('%j', async (args, status, message) => {
    const { status: code, out, err } = await inEmpty(...args);
    expect({ code, out }).toEqual({ code: status, out: '' });
    expect(err).toContain(message);
  });

  test('a file that is nothing we know', async () => {
    const file = join(folder, 'strange.csv');
    writeFileSync(file, Buffer.from([0, 1, 2, 3, 255, 254]));
    const { status, err } = await inEmpty('import', file);
    expect(status).toBe(3);
    expect(err).toContain('strange.csv');
  });
});

test('bench measures a case in every way, and says where there is no peer', () => {
  const spread = z.object({ median: z.number().positive(), least: z.number(), most: z.number() });
  const result = json(
    z.object({
      device: z.literal('cpu'),
      peerMissing: z.string().nullable(),
      cases: z.array(
        z.object({
          case: z.string(),
          peers: z.array(z.object({ name: z.string(), ms: spread })),
          ways: z.array(
            z.object({ name: z.string(), ms: spread, firstMs: spread, ratios: z.array(z.number()) }),
          ),
        }),
      ),
    }),
    'bench',
    'bench',
    '--only',
    'rnn-attention',
    '--rounds',
    '1',
    '--steps',
    '1',
  );
  const [measured] = result.cases;
  expect(measured).toMatchObject({ case: 'rnn-attention' });
  expect(measured!.ways.map(({ name }) => name)).toEqual(['used rows stepped', 'all rows stepped']);
  const peers = result.peerMissing === null ? 1 : 0;
  expect(measured!.peers).toHaveLength(peers);
  for (const { ratios } of measured!.ways) expect(ratios).toHaveLength(peers);
});
