import { expect, test } from 'vitest';
import { tinyBert } from '../../../test/support/said-before.ts';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { neighbours } from '../../companies/neighbours.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { Random } from '../../random.ts';
import { readRun } from '../../runs/run-files.ts';
import type { WritableStore } from '../../store/store.ts';
import type { TrainingEvent } from '../../training/loop.ts';
import { train } from '../train.ts';
import { readable } from './company-texts.ts';
import { maskNames, nameWords } from '../../text/mask-names.ts';

/** Letters that the texts of each company are made of, by topic. */
const letters = { AA: ['abc', 'def'], BB: ['ghi', 'jkl'], CC: ['mno', 'pqr'], DD: ['stu', 'vwx'] };

/** Texts of four companies, each of two topics by turns; letters tell both. */
async function workspace(): Promise<WritableStore> {
  const random = new Random(3);
  const rows = Object.entries(letters).flatMap(([ticker, of], company) =>
    Array.from({ length: 40 }, (_, i) => {
      const drawn = () => of[i % 2]!.charAt(random.below(3));
      const word = () => Array.from({ length: 4 }, drawn).join('');
      const time = `2018-0${1 + Math.floor(i / 28)}-${String(1 + (i % 28)).padStart(2, '0')} 10:0${company}`;
      return `${time},${ticker},${word()} ${word()} ${word()} ${word()},${i % 2 === 0 ? 'one' : 'two'}`;
    }),
  );
  const store = temporaryStore();
  await importContent(store, 'texts.csv', `date,ticker,text,label\n${rows.join('\n')}\n`);
  return store;
}

const settings = {
  recipe: 'company-embedding',
  encoder: 'checkpoint',
  checkpoint: tinyBert,
  device: 'cpu',
  width: 16,
  heads: 2,
  textsPerCompany: 3,
  minTexts: 8,
  epochs: 20,
};

async function trained(store: WritableStore, given: object) {
  let encoded = 0;
  const emit = (event: TrainingEvent) => {
    if (event.type === 'progress' && event.stage === 'encoding texts') encoded = event.done;
  };
  const config = trainConfigSchema.parse({ ...settings, ...given });
  return { ...(await train(store, config, { emit, signal: new AbortController().signal })), encoded };
}

test('a checkpoint as published finds the company of held-out texts, and reads each text once', async () => {
  const store = await workspace();
  const first = await trained(store, {});
  if (first.kind !== 'matching') throw new Error('another result');
  // 32 held-out texts, a quarter of them by chance: fewer than one training in a thousand of chance has 16.
  expect(first.test).toMatchObject({ n: 32, chance: 0.25 });
  expect(first.test.top1).toBeGreaterThanOrEqual(0.5);
  const again = await trained(store, {});
  expect([first.encoded > 0, again.encoded]).toEqual([true, 0]);
  expect(again).toMatchObject({ test: first.test });
  const near = { run: first.run, symbol: 'AA', k: 3, metric: 'cosine', topic: null } as const;
  expect(neighbours(store, near)).toHaveLength(3);
  const { config, bert, tensors } = await readRun(store, first.run);
  expect(config).toMatchObject({ encoder: 'checkpoint', tuned: false, learningRate: 1e-2, maxTokens: 64 });
  expect(bert?.hidden_size).toBe(tensors['attention.query.weight']!.shape[1]);
});

test('and the topic of held-out texts', async () => {
  const result = await trained(await workspace(), { objective: 'topic', topicScheme: 'label' });
  if (result.kind !== 'topics') throw new Error('another result');
  expect(result.test.accuracy).toBeGreaterThan(result.majority.accuracy);
});

test('it does not read the name or the cashtag of the company itself', () => {
  const words = maskNames(
    '@x $NFLX: Netflix, #netflixoriginals up 5% https://t.co/1',
    nameWords(['Netflix'], 'NFLX'),
  );
  expect(readable(words)).toBe('company company up 5 %');
});

test('it is not tuned', () => {
  const tuned = { ...settings, tuned: true };
  expect(() => trainConfigSchema.parse(tuned)).toThrow('a checkpoint that reads texts about companies stays');
  expect(trainConfigSchema.parse({ recipe: 'company-embedding' })).toMatchObject({
    encoder: 'words',
    tuned: true,
    learningRate: 2e-3,
    maxTokens: 32,
  });
});
