import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { labelNames } from '../ingest/label-values.ts';
import { matchTexts } from '../ingest/label-file.ts';
import { openTexts } from '../ingest/read-texts.ts';
import type { Reading } from '../ingest/reading.ts';
import type { Store } from '../store/open.ts';
import { classifyTexts, mostProbable, type Prediction, windowSize } from '../training/classifier.ts';
import { windowsOf } from '../training/contextual-examples.ts';
import { scores } from '../training/metrics.ts';
import type { ClassifierConfig } from '../training/recipes/classifiers.ts';
import { TokenStore } from '../training/token-store.ts';
import type { Scores } from '../training/types.ts';
import { openReader, type TextReader } from './explain.ts';

/** Predictions that are held at once: with what the heads gave, each takes some kilobytes. */
const atOnce = 2048;

/** What a run says of one text of a file. */
export interface PredictedText {
  text: string;
  /** As it stands in the file; null where there is none. */
  label: string | null;
  predicted: string;
  /** In the order of the run's classes. */
  probabilities: Float32Array;
}

export interface FilePrediction {
  run: number;
  file: string;
  classes: string[];
  texts: number;
  /** Texts that stand in the workspace and were read after what came before them there. */
  inContext: number;
  /** Records that hold no text, with the first of them. */
  unread: number;
  firstUnread: { line: number; message: string } | null;
  /** Over the texts whose label is one of the run's classes; null where there are none. */
  scores: Scores | null;
  /** Texts whose label is none of the run's classes. */
  strangeLabels: number;
}

/** Where the predictions of a file go. */
export interface PredictionSink {
  begin(classes: readonly string[], labelled: boolean): Promise<void>;
  take(rows: readonly PredictedText[]): Promise<void>;
}

/**
 * Predicts every text of a file, some thousands at a time; of each only the numbers of its classes are kept. A run that reads context
 * reads a text in the window of the document that holds it, alone where there is none.
 *
 * @throws UserError where the file holds no texts, or the run has no model of texts.
 */
export async function predictFile(
  store: Store,
  request: { run: number; file: string; as: string | null; reading: Reading },
  sink: PredictionSink,
  progress: { signal: AbortSignal; onBytes: (done: number, total: number) => void },
): Promise<FilePrediction> {
  const { run, file: path } = request;
  const reader = await openReader(store, run);
  try {
    const { config, classes } = reader.files;
    const file = await openTexts(path, { ...request, scheme: config.scheme });
    const { size } = await stat(path);
    const labels = new LabelCount(config.scheme, classes);
    const found = { texts: 0, inContext: 0, unread: 0, firstUnread: null as FilePrediction['firstUnread'] };
    await sink.begin(classes, file.labelled);
    for await (const { outcomes, bytesRead } of file.batches()) {
      const texts = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      for (const outcome of outcomes) {
        if (outcome.ok || outcome.problem.kind === 'heading') continue;
        found.unread++;
        found.firstUnread ??= { line: outcome.place.line, message: outcome.problem.message };
      }
      const windows = windowsOfTexts(
        store,
        texts.map(({ text }) => text),
        config,
      );
      for (let start = 0; start < texts.length; start += atOnce) {
        progress.signal.throwIfAborted();
        const part = texts.slice(start, start + atOnce);
        const predictions = await predictTexts(store, reader, part, windows.slice(start, start + atOnce));
        const rows = part.map(({ text, label = null }, index) => {
          const { probabilities } = predictions[index]!;
          const at = mostProbable(probabilities);
          if (label !== null) labels.add(label, at);
          return { text, label, predicted: classes[at]!, probabilities };
        });
        await sink.take(rows);
      }
      found.texts += texts.length;
      found.inContext += windows.filter((window) => window.length > 0).length;
      progress.onBytes(bytesRead, size);
    }
    return { run, file: basename(path), classes: [...classes], ...found, ...labels.compared() };
  } finally {
    await reader.predictor.dispose();
  }
}

/** What a run says of texts, each within its window of documents. */
export function predictTexts(
  store: Store,
  { files, predictor, ngrams }: TextReader,
  texts: readonly { text: string }[],
  windows: readonly number[][],
): Promise<Prediction[]> {
  const { config, vocabulary } = files;
  const tokens = new TokenStore(vocabulary, config.maxTokens);
  tokens.load(store, windows.flat());
  const examples = texts.map(({ text }, index) => ({ text: tokens.addText(text), window: windows[index]! }));
  const said = texts.map(({ text }) => text);
  return classifyTexts({ predictor, config, ngrams }, examples, tokens, said);
}

/** Windows as document ids; those of texts that stand nowhere in the workspace are empty. */
function windowsOfTexts(store: Store, texts: readonly string[], config: ClassifierConfig): number[][] {
  if (windowSize(config) === 0 || texts.length === 0) return texts.map(() => []);
  const documents = matchTexts(store, texts).map(([first]) => ({ document: first ?? null }));
  return windowsOf(store, documents, config);
}

/** Labels of a file beside what was predicted: a number a text, and each label once. */
class LabelCount {
  readonly #numbers = new Map<string, number>();
  readonly #truth: number[] = [];
  readonly #predicted: number[] = [];
  readonly #scheme: string;
  readonly #classes: readonly string[];

  constructor(scheme: string, classes: readonly string[]) {
    this.#scheme = scheme;
    this.#classes = classes;
  }

  add(label: string, predicted: number): void {
    let number = this.#numbers.get(label);
    if (number === undefined) this.#numbers.set(label, (number = this.#numbers.size));
    this.#truth.push(number);
    this.#predicted.push(predicted);
  }

  /** Labels are called as an import under the run's scheme would call them. */
  compared(): Pick<FilePrediction, 'scores' | 'strangeLabels'> {
    const nameOf = labelNames(this.#scheme, new Set(this.#numbers.keys()));
    const classOf = [...this.#numbers.keys()].map((label) => this.#classes.indexOf(nameOf(label)));
    const truth = this.#truth.map((number) => classOf[number]!);
    const known = (_: number, index: number) => truth[index] !== -1;
    const right = truth.filter(known);
    return {
      scores: right.length === 0 ? null : scores(right, this.#predicted.filter(known), this.#classes),
      strangeLabels: truth.length - right.length,
    };
  }
}
