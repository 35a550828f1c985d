/** Simple classifiers of a study, each tuned on the validation part, with six settings where there is anything to tune. */
import { fitLinearSvm, predictLinearSvm } from '../../baselines/linear-svm.ts';
import { fitLogisticRegression, logits } from '../../baselines/logistic-regression.ts';
import { fitNaiveBayes, jointLogLikelihoods } from '../../baselines/naive-bayes.ts';
import { countRows, inverseDocumentFrequencies, nGramVocabulary, tfIdf } from '../../baselines/tf-idf.ts';
import { NgramColumns } from '../../ngrams/columns.ts';
import { fitNgrams } from '../../ngrams/experts.ts';
import { scoreRows, type SparseRows } from '../../ngrams/sparse-rows.ts';
import { plainWords } from '../../recipes/classify/classifier-scores.ts';
import type { LabelledText } from '../../recipes/texts/labelled-texts.ts';
import { inputDocuments } from '../../store/input-documents.ts';
import type { ReadableStore } from '../../store/store.ts';
import { scores } from '../../training/metrics.ts';
import { mostProbable, softmax } from '../../training/probabilities.ts';
import type { FloorArm } from './arms.ts';
import { type Part, partNames, type StudyData } from './data.ts';

export interface Floor {
  arm: FloorArm;
  /** (N, C) of the test part. */
  probabilities: Float32Array[];
  calibrated: boolean;
  valid: { accuracy: number; macroF1: number };
  /** Settings that were tried. */
  tried: number;
}

interface Learner {
  arm: FloorArm;
  calibrated: boolean;
  /** Ways to learn from the training part; each gives probabilities (N, present classes) of a part. */
  settings: (() => Promise<(part: 'valid' | 'test') => Float32Array[]>)[];
}

const strengths = [0.01, 0.03, 0.1, 0.3, 1, 3] as const;
const regressionStrengths = [0.1, 1, 10] as const;
const smoothings = [0.1, 0.3, 1] as const;
/** What the shares of all texts count beside those of a company or an author, in texts. */
const priors = [0.5, 1, 3, 10, 30, 100] as const;

/** @throws the signal's reason when it is aborted */
export async function floorResults(
  store: ReadableStore,
  data: StudyData,
  {
    seed,
    signal,
    onFloor,
  }: { seed: number; signal: AbortSignal; onFloor: (done: number, total: number) => void },
): Promise<Floor[]> {
  const { parts, classes } = data;
  const learners = learnersOf(store, data, { seed, signal });
  const present = presentClasses(data);
  const truth = parts.valid.map(({ label }) => label);
  const found: Floor[] = [];
  for (const [index, { arm, calibrated, settings }] of learners.entries()) {
    onFloor(index, learners.length);
    let best: { read: (part: 'valid' | 'test') => Float32Array[]; valid: Floor['valid'] } | null = null;
    for (const learn of settings) {
      signal.throwIfAborted();
      const read = await learn();
      const predicted = read('valid').map((row) => present[mostProbable(row)]!);
      const { accuracy, macroF1 } = scores(truth, predicted, classes);
      if (best === null || macroF1 > best.valid.macroF1) best = { read, valid: { accuracy, macroF1 } };
    }
    const whole = (row: Float32Array) => {
      const all = new Float32Array(classes.length);
      for (const [place, label] of present.entries()) all[label] = row[place]!;
      return all;
    };
    const { read, valid } = best!;
    found.push({ arm, calibrated, valid, tried: settings.length, probabilities: read('test').map(whole) });
  }
  return found;
}

/** Classes that the training part has; no other is ever named. */
function presentClasses({ parts, classes }: StudyData): number[] {
  const learned = new Set(parts.train.map(({ label }) => label));
  return [...classes.keys()].filter((label) => learned.has(label));
}

function learnersOf(
  store: ReadableStore,
  data: StudyData,
  { seed, signal }: { seed: number; signal: AbortSignal },
): Learner[] {
  const { parts } = data;
  const present = presentClasses(data);
  const count = present.length;
  const labels = Int32Array.from(parts.train, ({ label }) => present.indexOf(label));
  const shares = Float64Array.from(
    present,
    (_, place) => labels.filter((own) => own === place).length / labels.length,
  );
  const authors = authorsOf(store, parts);
  const grouped = (keyOf: (item: LabelledText) => string) =>
    priors.map((prior) => async () => {
      const tables = shareTables(parts.train.map(keyOf), labels, shares, prior);
      return (part: 'valid' | 'test') =>
        parts[part].map((item) => Float32Array.from(tables.get(keyOf(item)) ?? shares));
    });
  const regression = (featuresOf: (part: Part) => SparseRows, c: number) => async () => {
    if (count < 2) return constant(parts, 1);
    const model = await fitLogisticRegression(featuresOf('train'), labels, count, { c, signal });
    return (part: 'valid' | 'test') =>
      logits(model, featuresOf(part)).map((row) =>
        softmax(Float32Array.from(count === 2 ? [0, row[0]!] : row)),
      );
  };
  const dense = (of: (item: LabelledText) => number[]) => (part: Part) => denseRows(parts[part].map(of));
  const spellings = [(text: string) => text, plainWords] as const;
  const texts = (spelt: (text: string) => string, part: Part) => parts[part].map(({ text }) => spelt(text));
  const columns = once(() => NgramColumns.fit(parts.train.map(({ text }) => text)));
  const gramRows = perPart((part) => columns().rows(parts[part].map(({ text }) => text)));
  return [
    { arm: 'majority', calibrated: true, settings: [async () => constant(parts, shares)] },
    { arm: 'company', calibrated: true, settings: grouped(({ symbol }) => symbol) },
    {
      arm: 'author',
      calibrated: true,
      settings: grouped(({ document }) => authors.get(document ?? -1) ?? ''),
    },
    {
      arm: 'time',
      calibrated: true,
      settings: strengths.map((c) => regression(dense(timeFeatures(parts.train)), c)),
    },
    { arm: 'length', calibrated: true, settings: strengths.map((c) => regression(dense(lengthFeatures), c)) },
    {
      arm: 'naive-bayes',
      calibrated: true,
      settings: spellings.flatMap((spelt) => {
        const vocabulary = once(() => nGramVocabulary(texts(spelt, 'train')));
        const counts = perPart((part) => countRows(texts(spelt, part), vocabulary()));
        return smoothings.map((smoothing) => async () => {
          const model = fitNaiveBayes(counts('train'), labels, count, smoothing);
          return (part: 'valid' | 'test') =>
            jointLogLikelihoods(model, counts(part)).map((row) => softmax(Float32Array.from(row)));
        });
      }),
    },
    {
      arm: 'logistic-regression',
      calibrated: true,
      settings: spellings.flatMap((spelt) => {
        const vocabulary = once(() => nGramVocabulary(texts(spelt, 'train')));
        const counts = perPart((part) => countRows(texts(spelt, part), vocabulary()));
        const frequencies = once(() => inverseDocumentFrequencies(counts('train')));
        const rows = perPart((part) => tfIdf(counts(part), frequencies()));
        return regressionStrengths.map((c) => regression(rows, c));
      }),
    },
    {
      arm: 'svm',
      calibrated: false,
      settings: strengths.map((c) => async () => {
        if (count < 2) return constant(parts, 1);
        const model = await fitLinearSvm(gramRows('train'), labels, count, { c, signal });
        return (part: 'valid' | 'test') =>
          [...predictLinearSvm(model, gramRows(part))].map((named) =>
            Float32Array.from({ length: count }, (_, place) => Number(place === named)),
          );
      }),
    },
    {
      arm: 'n-grams',
      calibrated: true,
      settings: [
        async () => {
          const items = parts.train.map(({ text }, index) => ({ text, label: labels[index]! }));
          const { linear } = await fitNgrams(items, count, { classWeights: null, seed, signal });
          return (part: 'valid' | 'test') =>
            scoreRows(gramRows(part), linear).map((row) => softmax(Float32Array.from(row)));
        },
      ],
    },
  ];
}

function constant(parts: StudyData['parts'], shares: ArrayLike<number> | 1) {
  return (part: 'valid' | 'test'): Float32Array[] =>
    parts[part].map(() => Float32Array.from(shares === 1 ? [1] : Array.from(shares)));
}

/** Shares of the classes for each key, drawn to those of all. */
function shareTables(
  keys: readonly string[],
  labels: Int32Array,
  shares: Float64Array,
  prior: number,
): Map<string, Float64Array> {
  const counts = new Map<string, Float64Array>();
  for (const [index, key] of keys.entries()) {
    const own = counts.get(key) ?? new Float64Array(shares.length);
    own[labels[index]!]! += 1;
    counts.set(key, own);
  }
  return new Map(
    counts.entries().map(([key, own]) => {
      const total = own.reduce((sum, one) => sum + one, 0);
      return [key, own.map((one, place) => (one + prior * shares[place]!) / (total + prior))];
    }),
  );
}

function authorsOf(store: ReadableStore, parts: StudyData['parts']): Map<number, string> {
  const documents = partNames.flatMap((part) => parts[part].flatMap(({ document }) => document ?? []));
  return new Map(
    inputDocuments(store, documents)
      .values()
      .map(({ id, author }) => [id, author ?? '']),
  );
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hour as a place on a circle, weekday, and the date from 0 to 1 over the training part. */
function timeFeatures(train: readonly LabelledText[]): (item: LabelledText) => number[] {
  const times = train.flatMap(({ publishedAt }) => publishedAt ?? []);
  const from = times.reduce((a, b) => Math.min(a, b), Infinity);
  const length = Math.max(dayMs, times.reduce((a, b) => Math.max(a, b), -Infinity) - from);
  return ({ publishedAt: at }) => {
    const weekday = Array.from({ length: 7 }, (_, day) =>
      Number(at !== null && new Date(at).getUTCDay() === day),
    );
    if (at === null) return [...weekday, 0, 0, 0, 1];
    const hour = (2 * Math.PI * (at % dayMs)) / dayMs;
    return [...weekday, Math.sin(hour), Math.cos(hour), (at - from) / length, 0];
  };
}

function lengthFeatures({ text }: LabelledText): number[] {
  const words = text.split(/\s+/u).length;
  return [text.length / 100, words / 10, Math.log1p(text.length), Math.log1p(words)];
}

function denseRows(rows: readonly (readonly number[])[]): SparseRows {
  const width = rows[0]?.length ?? 0;
  return {
    width,
    offsets: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * width),
    columns: Int32Array.from({ length: rows.length * width }, (_, at) => at % width),
    values: Float64Array.from(rows.flat()),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function perPart<T>(make: (part: Part) => T): (part: Part) => T {
  const made = new Map<Part, T>();
  return (part) => {
    if (!made.has(part)) made.set(part, make(part));
    return made.get(part)!;
  };
}
