import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import type { ContextualConfig } from '../../configs/contextual.ts';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { predictedRows } from '../../store/predicted-rows.ts';
import type { WritableStore } from '../../store/store.ts';
import { aboutArm, type Arm, windowArms } from './arms.ts';
import { asOf, partNames, sawLater, shareWithWindow, studyData, windowsOfArm } from './data.ts';
import { lookAhead } from './guards.ts';
import { armsOf, configOfArm, tasksOf } from './plan.ts';
import { studyRequestSchema } from './request.ts';
import { StudyTasks } from './run-task.ts';
import { uniformAttention } from './train-arm.ts';

function request(settings: object = {}, others: object = {}) {
  const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment', device: 'cpu', ...settings });
  return studyRequestSchema.parse({
    encoders: [{ name: 'words', config }],
    seeds: 1,
    windows: [4],
    ...others,
  });
}

function arm(name: Arm['arm']): Arm {
  return name === 'none'
    ? { arm: name, scope: null, n: null, encoder: 'words' }
    : { arm: name, scope: 'company', n: 4, encoder: 'words' };
}

async function windowsIn(store: WritableStore, name: Arm['arm']) {
  const asked = request();
  const data = await studyData(store, asked.encoders[0]!.config);
  return { data, windows: windowsOfArm(store, data, configOfArm(asked, arm(name), 1), arm(name)) };
}

describe('what a prediction may know', () => {
  test('no window of an arm of context shows a text that came later, on whichever part', async () => {
    const store = temporaryStore();
    await importSample(store);
    const never = new Set(['own', null, 'other-source', 'earlier-time']);
    for (const name of windowArms) {
      const { data, windows } = await windowsIn(store, name);
      const later = partNames.map((part) => sawLater(asOf(store, data.parts[part], windows[part])) > 0);
      const { window } = aboutArm(name);
      // Where there is a leak, it is found: windows that are exchanged or fixed show later texts as well.
      const leaks = !never.has(window);
      expect({ name, later }).toEqual({ name, later: [leaks, leaks, leaks] });
      expect({ name, full: shareWithWindow(windows).test > 0.5 }).toEqual({ name, full: name !== 'none' });
    }
  });

  test('a text of which only the day is known may know nothing of that day', async () => {
    const store = temporaryStore();
    const rows = [
      'one text,2020-01-02,ABC',
      'another said,2020-01-02T09:00:00Z,ABC',
      'a third,2020-01-01T09:00:00Z,ABC',
    ];
    await importContent(store, 'days.csv', ['text,date,ticker', ...rows].join('\n'));
    const day = Date.UTC(2020, 0, 2);
    const whole = { publishedAt: day + 86_399_999 };
    const [said] = asOf(store, [whole], [[2]]);
    expect(said).toEqual({ before: day, newest: day + 9 * 3_600_000 });
    expect(sawLater([said!])).toBe(1);
    expect(sawLater(asOf(store, [whole], [[3]]))).toBe(0);
  });
});

test('windows are exchanged within a company, so that no text keeps its own', async () => {
  const store = temporaryStore();
  await importSample(store);
  const own = await windowsIn(store, 'cross');
  const { data, windows } = await windowsIn(store, 'shuffled');
  let [kept, strangers] = [0, 0];
  for (const [index, window] of windows.test.entries()) {
    kept += Number(window.length > 0 && window.join() === own.windows.test[index]!.join());
    const { symbol } = data.parts.test[index]!;
    const from = own.windows.test.findIndex((other) => window.length > 0 && other.join() === window.join());
    strangers += Number(from !== -1 && data.parts.test[from]!.symbol !== symbol);
  }
  expect({ kept, strangers }).toEqual({ kept: 0, strangers: 0 });
});

test('an arm of a study is the run that the same settings train', async () => {
  const store = temporaryStore();
  await importSample(store);
  const settings = { width: 16, epochs: 3, window: { n: 4, scope: 'company' }, seed: 7 };
  const asked = request(settings);
  const tasks = new StudyTasks(store, asked);
  const context = { emit: () => {}, signal: new AbortController().signal };
  const [alone, cross] = ['none', 'cross'].map((name) =>
    tasksOf(asked).find(({ arm: one }) => one !== 'floors' && one.arm === name)!,
  );
  const text = await tasks.run(alone!, null, context);
  const read = await tasks.run(cross!, text.text, context);
  for (const [how, outcome] of [
    ['none', text],
    ['cross', read],
  ] as const) {
    const run = await trainedRun(store, { recipe: 'contextual-sentiment', ...settings, context: how });
    const byDocument = new Map(
      predictedRows(store, run)
        .filter(({ part }) => part === 'test')
        .map(({ document, probabilities }) => [document, probabilities]),
    );
    const data = await studyData(store, asked.encoders[0]!.config);
    for (const [index, row] of outcome.results[0]!.probabilities.entries()) {
      const expected = byDocument.get(data.parts.test[index]!.document)!;
      for (const [label, probability] of row.entries())
        expect(Math.abs(probability - expected[label]!)).toBeLessThan(1e-3);
    }
  }
});

test('uniform attention is a query of zeros that is not trained', () => {
  const tensor = { shape: [2], dtype: 'float32' as const, data: Float32Array.of(1, 2) };
  const params = {
    'context.attention.query.weight': tensor,
    'context.attention.query.bias': tensor,
    'context.attention.key.weight': tensor,
  };
  const made = uniformAttention({ params, frozen: ['words'] });
  expect([...made.params['context.attention.query.weight']!.data]).toEqual([0, 0]);
  expect([...made.params['context.attention.key.weight']!.data]).toEqual([1, 2]);
  expect(made.frozen).toEqual(['words', 'context.attention.query.weight', 'context.attention.query.bias']);
  expect(() => uniformAttention({ params: { 'classifier.weight': tensor } })).toThrow('no attention');
});

describe('before anything is trained', () => {
  test('context is refused where hardly any text has a window, unless that is known', async () => {
    const store = temporaryStore();
    const rows = Array.from(
      { length: 60 },
      (_, index) =>
        `text number ${'ab'.repeat(index + 1)},2020-01-${String((index % 28) + 1).padStart(2, '0')},T${index},${index % 2}`,
    );
    await importContent(store, 'texts.csv', ['text,date,ticker,label', ...rows].join('\n'));
    const asked = request({ scheme: 'label' });
    const data = await studyData(store, asked.encoders[0]!.config);
    expect(() => lookAhead(store, data, asked)).toThrow(/hardly any context to study/u);
    const { warnings } = lookAhead(store, data, { ...asked, sparse: true });
    expect(warnings.join(' ')).toContain('of those alone that have one');
    expect(warnings.join(' ')).toContain('Only the day is known of 100 %');
  });

  test('a division by chance adds the same unrelated texts, and says why', async () => {
    const store = temporaryStore();
    await importSample(store);
    const byTime = request();
    expect(lookAhead(store, await studyData(store, byTime.encoders[0]!.config), byTime).arms).not.toContain(
      'fixed',
    );
    const byChance = request({ split: 'stratified' });
    const looked = lookAhead(store, await studyData(store, byChance.encoders[0]!.config), byChance);
    expect(looked.arms).toContain('fixed');
    expect(looked.warnings.join(' ')).toContain('not divided by time');
  });
});

test('arms are crossed with scopes and sizes, controls and placebos at the usual size', () => {
  const asked = request(
    {},
    { windows: [2, 8], scopes: ['company', 'market'], arms: ['cross', 'other-company', 'uniform', 'fixed'] },
  );
  expect(armsOf(asked).map(({ arm: name, scope, n }) => [name, scope, n])).toEqual([
    ['none', null, null],
    ['cross', 'company', 2],
    ['cross', 'company', 8],
    ['cross', 'market', 2],
    ['cross', 'market', 8],
    ['uniform', 'company', 8],
    ['uniform', 'market', 8],
    ['other-company', 'company', 8],
    ['fixed', 'company', 8],
  ]);
  const config: ContextualConfig = configOfArm(asked, arm('uniform'), 5);
  expect(config).toMatchObject({ seed: 5, context: 'cross', window: { n: 4, scope: 'company' } });
});
