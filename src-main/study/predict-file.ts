import { basename } from 'node:path';
import { z } from 'zod';
import { sizeOf } from '../ingest/source-file.ts';
import { openTexts } from '../ingest/read-texts.ts';
import { matchTexts } from '../ingest/text-matches.ts';
import type { Reading } from '../ingest/reading.ts';
import { countLooksOfRun } from '../runs/looks.ts';
import type { ReadableStore } from '../store/store.ts';
import type { TestedText } from '../store/tested-parts.ts';
import { classesNamed, classifyTexts, type Predictions } from '../recipes/classify/classifier.ts';
import { mostProbable } from '../training/probabilities.ts';
import { windowSize } from '../configs/contextual.ts';
import { windowsOf } from '../recipes/texts/contextual-examples.ts';
import { TokenStore } from '../recipes/texts/token-store.ts';
import { openReader, type TextReader } from './explain.ts';
import type { MeasuredFile } from './evaluate.ts';
import { LabelCount } from './label-count.ts';
import { seenTexts } from './seen-texts.ts';

/** Predictions held in memory at once: with its attention, each takes several kilobytes. */
const atOnce = 2048;

/** The prediction of a run for one text of a file. */
export interface PredictedText {
  /** Where its record begins in the file, from 1. */
  line: number;
  text: string;
  /** All columns of its record as they are in the file. */
  fields: readonly string[];
  /** Its record in a file of JSON objects; null: in another. */
  object: Readonly<Record<string, unknown>> | null;
  /** As it is in the file; null if there is none. */
  label: string | null;
  /** The name of that label in the run's scheme. */
  labelAs: string | null;
  predicted: string;
  /** In the order of the run's classes. */
  probabilities: Float32Array;
}

/** A record without a text. */
export interface UnreadRecord {
  line: number;
  message: string;
}

export interface FilePrediction extends MeasuredFile {
  run: number;
  file: string;
  classes: string[];
  texts: number;
  /** Texts that are in the workspace and were read in their context there. */
  inContext: number;
  /** The label column of the file; null: it has none. */
  labelColumn: string | null;
  /** Columns of the file that were renamed, since an earlier column has the same name. */
  renamedColumns: { from: string; to: string }[];
  /** Records without a text, and the first of them. */
  unread: number;
  unreadRecords: UnreadRecord[];
}

/** The heading of the predictions of a file. */
export interface PredictionHeading {
  run: number;
  /** The columns of the file, with distinct names. */
  columns: readonly string[];
  classes: readonly string[];
  labelled: boolean;
}

/** Where the predictions of a file go. */
export interface PredictionSink {
  begin(heading: PredictionHeading): Promise<void>;
  take(rows: readonly PredictedText[]): Promise<void>;
}

/** Unread records that are listed one by one. */
const unreadShown = 100;

/**
 * Predicts every text of a file, by the ensemble of a run that has one, some thousands at a time, in their order, one row per record with a text; only the
 * probabilities of each are kept. A run that reads context reads a text in the window of the document with the same
 * text, or without context if there is none.
 *
 * @throws UserError if the file has no texts, or the run has no model of texts.
 */
export async function predictFile(
  store: ReadableStore,
  request: { run: number; file: string; as: string | null; reading: Reading },
  sink: PredictionSink,
  progress: { signal: AbortSignal; onBytes: (done: number, total: number) => void },
): Promise<FilePrediction> {
  const { run, file: path } = request;
  const reader = await openReader(store, run);
  try {
    const { config, classes } = reader.files;
    const file = await openTexts(path, { ...request, scheme: config.scheme });
    const size = await sizeOf(path);
    const labelled = file.labelColumn !== null;
    const nameOf = await file.labelNames(classes);
    const known = labelled ? await seenTexts(store, run, config) : null;
    const labels = new LabelCount(classes);
    const scored: TestedText[] = [];
    const found = { texts: 0, inContext: 0, unread: 0, unreadRecords: [] as UnreadRecord[] };
    await sink.begin({ run, columns: file.columns.names, classes, labelled });
    for await (const { outcomes, bytesRead } of file.batches()) {
      const records = outcomes.flatMap((outcome) => (outcome.ok ? [outcome] : []));
      for (const outcome of outcomes) {
        if (outcome.ok) continue;
        found.unread++;
        if (found.unread > unreadShown) continue;
        found.unreadRecords.push({ line: outcome.place.line, message: outcome.problem.message });
      }
      const texts = records.map(({ value }) => value.text);
      const documents =
        !labelled && windowSize(config) === 0 ? texts.map(() => null) : documentsOf(store, texts);
      const windows = windowsOf(
        store,
        documents.map((document) => ({ document })),
        config,
      );
      const seen = known?.partsOf(texts.map((text, at) => ({ text, document: documents[at]! }))) ?? [];
      for (let start = 0; start < records.length; start += atOnce) {
        progress.signal.throwIfAborted();
        const part = records.slice(start, start + atOnce);
        const predictions = await predictTexts(
          store,
          reader,
          part.map(({ value }) => value),
          windows.slice(start, start + atOnce),
        );
        const rows = part.map(({ place, value: { text, label, fields } }, index): PredictedText => {
          const { probabilities } = (predictions.ensemble ?? predictions.model)[index]!;
          const at = mostProbable(probabilities);
          const labelAs = label === null ? null : nameOf(label);
          if (labelAs !== null) {
            labels.add(labelAs, classesNamed(predictions, index), seen[start + index] ?? null);
            const document = documents[start + index]!;
            // Documents stand in the database: their texts are not held beside it.
            if (classes.includes(labelAs))
              scored.push({ document, text: document === null ? text : null, truth: labelAs });
          }
          const object = file.json ? objectSchema.parse(JSON.parse(place.raw)) : null;
          const { line } = place;
          return { line, text, fields, object, label, labelAs, predicted: classes[at]!, probabilities };
        });
        await sink.take(rows);
      }
      found.texts += records.length;
      found.inContext += windows.filter((window) => window.length > 0).length;
      progress.onBytes(bytesRead, size);
    }
    return {
      run,
      file: basename(path),
      classes: [...classes],
      labelColumn: file.labelColumn,
      renamedColumns: file.columns.renamed,
      ...found,
      ...labels.compared(known !== null),
      masking: reader.masking,
      ...countLooksOfRun(store, { run, ensemble: reader.ngrams !== null }, scored),
    };
  } finally {
    await reader.predictor.dispose();
  }
}

const objectSchema = z.record(z.string(), z.unknown());

/** The predictions of a run for texts, each in its window of documents. */
export function predictTexts(
  store: ReadableStore,
  { files, predictor, ngrams }: TextReader,
  texts: readonly { text: string }[],
  windows: readonly number[][],
): Promise<Predictions> {
  const { config, vocabulary } = files;
  const tokens = new TokenStore(vocabulary, config.maxTokens);
  tokens.load(store, windows.flat());
  const examples = texts.map(({ text }, index) => ({ text: tokens.addText(text), window: windows[index]! }));
  const raw = texts.map(({ text }) => text);
  return classifyTexts({ predictor, config, ngrams }, examples, tokens, raw);
}

/** The document with the same text as each text, the first if there are several; null if there is none. */
function documentsOf(store: ReadableStore, texts: readonly string[]): (number | null)[] {
  return texts.length === 0 ? [] : matchTexts(store, texts).map(([first]) => first ?? null);
}
