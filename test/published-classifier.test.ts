/** A published classifier as a run: stored as it stands, compared with labels, and used as any other run of texts. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adequacyOf } from '../src-main/api/adequacy.ts';
import { agreementNotes, publishedAgreement } from '../src-main/api/published-agreement.ts';
import { recipeInfos } from '../src-main/api/recipes.ts';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import { readSafetensors, writeSafetensors } from '../src-main/engine/safetensors.ts';
import { UserError } from '../src-main/errors.ts';
import { train } from '../src-main/recipes/train.ts';
import type { AgreementResult } from '../src-main/results/agreement.ts';
import { runFolder } from '../src-main/runs/run-folder.ts';
import { labelledDocuments } from '../src-main/store/labels.ts';
import { listRuns, runPredictions } from '../src-main/store/runs.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { compareRuns, rowDifferences } from '../src-main/study/compare-runs.ts';
import { explain } from '../src-main/study/explain.ts';
import { labelDocuments } from '../src-main/study/label-documents.ts';
import type { TrainingEvent } from '../src-main/training/loop.ts';
import { goldenFolder } from './golden/reference-case.ts';
import { importContent, temporaryFolder, temporaryStore } from './support/workspace.ts';

const golden = join(goldenFolder, 'bert_checkpoint');
const signal = new AbortController().signal;
const quiet = { emit: () => {}, signal };

/** 60 labelled texts, no two alike: half of them good, a third bad, the rest odd; and 10 without a label. */
const texts = Array.from({ length: 70 }, (_, i) => {
  const words = [i, i * i + 7, 13 * i + 1].map((n) =>
    n.toString(26).replaceAll(/\d/g, (d) => 'qrstuvwxyz'[+d]!),
  );
  return { text: words.join(' '), label: i >= 60 ? '' : i % 6 < 3 ? 'good' : i % 6 < 5 ? 'bad' : 'odd' };
});

async function workspace({ labels = true } = {}): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = texts.map(({ text }, i) => `2020-01-${String(1 + (i % 28)).padStart(2, '0')},ABC,${text}`);
  await importContent(store, 'posts.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  if (!labels) return store;
  const labelled = texts.filter(({ label }) => label !== '').map(({ text, label }) => `${text},${label}`);
  await importContent(store, 'labels.csv', `text,sentiment\n${labelled.join('\n')}\n`);
  return store;
}

/** The tiny checkpoint with changes to its configuration and its weights. */
async function changed(
  config: object,
  weights: (name: string) => number[] | null | undefined,
): Promise<string> {
  const folder = temporaryFolder();
  cpSync(golden, folder, { recursive: true });
  const { tensors } = await readSafetensors(join(golden, 'model.safetensors'));
  for (const [name, tensor] of Object.entries(tensors)) {
    const values = weights(name);
    if (values === null) delete tensors[name];
    else if (values)
      tensors[name] = { ...tensor, data: tensor.data.map((_, i) => values[i % values.length]!) };
  }
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
  const read: unknown = JSON.parse(readFileSync(join(golden, 'config.json'), 'utf8'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...Object(read), ...config }));
  return folder;
}

/** One that says the same of every text: the softmax of 0, 2, 0 and 0. */
const labelNames = { '0': 'BAD', '1': 'GOOD', '2': 'LABEL_2', '3': 'LABEL_3' };
const always = () =>
  changed({ id2label: labelNames }, (name) => {
    if (name === 'classifier.weight') return [0];
    return name === 'classifier.bias' ? [0, 2, 0, 0] : undefined;
  });
const confidence = Math.exp(2) / (Math.exp(2) + 3);

async function run(
  store: WritableStore,
  settings: object,
  emit: (event: TrainingEvent) => void = () => {},
  stop = signal,
): Promise<AgreementResult> {
  const config = {
    recipe: 'published-classifier',
    checkpoint: golden,
    device: 'cpu',
    maxTokens: 24,
    ...settings,
  };
  const result = await train(store, trainConfigSchema.parse(config), { emit, signal: stop });
  if (result.kind !== 'agreement') throw new Error('another recipe');
  return result;
}

async function refusal(store: WritableStore, settings: object): Promise<UserError> {
  const error: unknown = await run(store, settings).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error('it was not refused');
  // What could not be taken leaves nothing behind.
  expect(listRuns(store)).toEqual([]);
  expect(existsSync(runFolder(store, 1))).toBe(false);
  return error;
}

describe('a published classifier', () => {
  test('is compared with the labels of its scheme, and takes their spelling', async () => {
    const store = await workspace();
    const messages: string[] = [];
    const result = await run(store, { checkpoint: await always() }, (event) => {
      if (event.type === 'message') messages.push(event.text);
    });
    expect(result).toMatchObject({
      scheme: 'sentiment',
      epochs: 0,
      labels: 60,
      otherLabels: [{ value: 'odd', count: 10 }],
      classes: [
        { published: 'BAD', name: 'bad' },
        { published: 'GOOD', name: 'good' },
        { published: 'LABEL_2', name: 'LABEL_2' },
        { published: 'LABEL_3', name: 'LABEL_3' },
      ],
      // It says "good" of all: 30 of 50 labels are, no more than chance.
      scores: { n: 50, accuracy: 0.6, classes: ['bad', 'good', 'LABEL_2', 'LABEL_3'] },
      kappa: 0,
    });
    // F1 of good: 2 · 30 / (50 + 30); of bad 0; the other two occur nowhere.
    expect(result.scores?.macroF1).toBeCloseTo((0.75 + 0) / 2, 10);
    expect(messages).toEqual(['classes by their names in the label scheme: BAD is "bad" and GOOD is "good"']);
    expect(publishedAgreement(result)).toContain('50 labels of the scheme "sentiment": accuracy 0.600');
    expect(agreementNotes(result, String)).toEqual([
      'Classes by their published names: BAD is bad, GOOD is good.',
      'Labels that are none of its classes: odd (10).',
      expect.stringContaining('may have trained it on these very texts'),
    ]);
  });

  test('labels texts with its confidence, below none that a person has given', async () => {
    const store = await workspace();
    const { run: id } = await run(store, { checkpoint: await always() });
    const ask = { run: id, scheme: null, symbols: null, dryRun: false };
    const unsure = await labelDocuments(store, { ...ask, minConfidence: confidence + 0.01 }, quiet);
    expect(unsure).toMatchObject({ documents: 10, labelled: 0 });

    const before = labelledDocuments(store, 'sentiment', null);
    const { agreement, labelled } = await labelDocuments(
      store,
      { ...ask, minConfidence: confidence - 0.01 },
      quiet,
    );
    expect(labelled).toBe(10);
    // What its publisher trained on is not known.
    expect(agreement).toMatchObject({
      labels: 60,
      otherLabels: 10,
      compared: 50,
      accuracy: 0.6,
      learned: null,
    });
    expect(labelledDocuments(store, 'sentiment', null)).toEqual(before);
    const stored = store.db
      .prepare("SELECT value, confidence, run_id FROM label WHERE origin = 'model'")
      .raw()
      .all();
    expect(stored).toHaveLength(10);
    for (const [value, sure, of] of stored as [string, number, number][]) {
      expect([value, of]).toEqual(['good', id]);
      expect(sure).toBeCloseTo(confidence, 5);
    }
  });

  test('says what a run of bert-classifier says, whose folder it is', async () => {
    const store = await workspace();
    const trained = trainConfigSchema.parse({
      recipe: 'bert-classifier',
      checkpoint: golden,
      device: 'cpu',
      epochs: 3,
      learningRate: 2e-3,
      maxTokens: 24,
      split: 'stratified',
    });
    const { run: first } = await train(store, trained, quiet);
    const { run: second, scores, otherLabels } = await run(store, { checkpoint: runFolder(store, first) });
    expect([scores?.n, otherLabels]).toEqual([60, []]);
    const said = new Map(runPredictions(store, second).map((one) => [one.document, one.probabilities]));
    const own = runPredictions(store, first).filter(({ part }) => part === 'test');
    expect(own.length).toBeGreaterThan(5);
    for (const { document, probabilities } of own) {
      for (const [i, probability] of probabilities.entries()) {
        expect(said.get(document)![i]).toBeCloseTo(probability, 5);
      }
      // The stored run, read without the vectors that were kept, says the same.
      const { probabilities: asked, tokens } = await explain(store, { run: second, document, window: null });
      for (const [i, probability] of probabilities.entries()) expect(asked[i]).toBeCloseTo(probability, 5);
      expect(tokens[0]).toBe('[CLS]');
    }
    expect(compareRuns(store, [first, second]).byText).toEqual([first, second]);
    const ask = { first, second, kind: 'different', offset: 0, limit: 5 } as const;
    expect(rowDifferences(store, ask)).toMatchObject({ both: own.length, total: 0, p: 1 });
  });

  test('takes the names that it is given for its classes', async () => {
    const store = await workspace();
    const classes = 'LABEL_1=good, LABEL_0=bad,LABEL_3=odd';
    const { classes: named, otherLabels } = await run(store, { classes });
    expect(named.map(({ name }) => name)).toEqual(['bad', 'good', 'LABEL_2', 'odd']);
    expect(otherLabels).toEqual([]);
  });

  test('needs no labels: then its agreement is not known, and said to be', async () => {
    const store = await workspace({ labels: false });
    const result = await run(store, {});
    expect(result).toMatchObject({ labels: 0, scores: null, kappa: null });
    expect(publishedAgreement(result)).toMatch(/how well .* is not known\.$/);
    expect(agreementNotes(result, String)).toEqual([]);
    const { labelled } = await labelDocuments(
      store,
      { run: result.run, scheme: null, symbols: null, minConfidence: 0, dryRun: false },
      quiet,
    );
    expect(labelled).toBe(70);
  });

  test('of many labels so many are drawn, with the seed', async () => {
    const store = await workspace();
    const drawn = async (settings: object) => {
      const { run: id, scores, labels } = await run(store, { checkpoint: await always(), ...settings });
      const rows = runPredictions(store, id).map(({ document }) => document);
      expect([rows.length, labels]).toEqual([scores!.n, 60]);
      return rows.sort((a, b) => a - b);
    };
    const first = await drawn({ testSize: 20 });
    expect(first).toHaveLength(20);
    expect(await drawn({ testSize: 20 })).toEqual(first);
    expect(await drawn({ testSize: 20, seed: 2 })).not.toEqual(first);
    expect(await drawn({ testSize: null })).toHaveLength(50);
  });

  test('stopped while texts are read, it leaves no run; begun again, it reads the rest', async () => {
    const store = await workspace();
    const checkpoint = await always();
    const controller = new AbortController();
    let read = 0;
    const stop = (event: TrainingEvent) => {
      if (event.type === 'progress' && event.stage === 'encoding texts') {
        read = event.done;
        controller.abort(new Error('cancelled'));
      }
    };
    await expect(run(store, { checkpoint }, stop, controller.signal)).rejects.toThrow('cancelled');
    expect(listRuns(store)).toEqual([]);
    let rest = 0;
    await run(store, { checkpoint }, (event) => {
      if (event.type === 'progress' && event.stage === 'encoding texts') rest = event.total ?? 0;
    });
    expect(read).toBeGreaterThan(0);
    expect(rest).toBe(50 - read);
  });

  test('is refused where it has no classifier, with what does', async () => {
    const store = await workspace();
    const encoder = await changed({}, (name) => (name.startsWith('classifier.') ? null : undefined));
    const { message, remedies } = await refusal(store, { checkpoint: encoder });
    expect(message).toContain('an encoder without a classifier of its own');
    expect(remedies).toEqual([
      { action: 'train', recipe: 'bert-classifier', settings: { checkpoint: encoder } },
    ]);
  });

  test.each([
    [{ architectures: ['BertForTokenClassification'] }, 'does not read whole texts'],
    [{ problem_type: 'multi_label_classification' }, 'any number of classes'],
    [{ problem_type: 'regression' }, 'a number, no class'],
  ])('is refused where its classifier is of another kind: %o', async (config, why) => {
    const store = await workspace();
    const checkpoint = await changed({ id2label: labelNames, ...config }, () => undefined);
    expect((await refusal(store, { checkpoint })).message).toContain(why);
  });

  test('is refused where none of its classes is a label, and nobody guesses which is which', async () => {
    const store = await workspace();
    const { message, remedies } = await refusal(store, {});
    expect(message).toContain('(LABEL_0, LABEL_1, LABEL_2, LABEL_3) is a label of the scheme "sentiment"');
    const classes = 'LABEL_0=NAME,LABEL_1=NAME,LABEL_2=NAME,LABEL_3=NAME';
    expect(remedies).toMatchObject([{ recipe: 'published-classifier', settings: { classes } }]);
    expect((await refusal(store, { classes })).message).toContain('cannot both be "NAME"');
  });
});

test('classes that are numbers are said to be taken for the labels of the same numbers', () => {
  const scores = {
    n: 1,
    accuracy: 1,
    macroF1: 1,
    weightedF1: 1,
    classes: ['0'],
    perClass: [],
    confusion: [[1]],
  };
  const notes = (published: string, name: string) =>
    agreementNotes({ classes: [{ published, name }], otherLabels: [], scores }, String).join(' ');
  expect(notes('0', '0')).toContain('Its classes are numbers, which are assumed');
  // Those that were named were not assumed.
  expect(notes('LABEL_0', '0')).not.toContain('assumed');
});

test('the form lets it start without a label, and offers no learning curve', async () => {
  const store = await workspace({ labels: false });
  const config = trainConfigSchema.parse({ recipe: 'published-classifier' });
  expect(adequacyOf(store, config)).toMatchObject({ shortage: null, remarks: [{ kind: 'no-labels' }] });
  const info = recipeInfos().find(({ recipe }) => recipe === 'published-classifier')!;
  expect(info).toMatchObject({ learns: false, curve: null, needs: { labels: 0 } });
  expect(recipeInfos().filter(({ learns }) => !learns)).toEqual([info]);
});
