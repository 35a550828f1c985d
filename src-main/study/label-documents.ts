import { replaceModelLabels, type ModelLabel, unlabelledDocuments } from '../store/model-labels.ts';
import { type ReadableStore, writable } from '../store/store.ts';
import { textsByIds } from '../store/texts.ts';
import { mostProbable } from '../training/probabilities.ts';
import { windowsOf } from '../recipes/texts/contextual-examples.ts';
import type { TrainingContext } from '../training/loop.ts';
import { checkTickers } from '../recipes/check-tickers.ts';
import { openReader } from './explain.ts';
import { predictTexts } from './predict-file.ts';
import type { Labelling } from './types.ts';

/** Texts that are predicted between two chances to cancel. */
const atOnce = 512;

export interface LabelRequest {
  run: number;
  /** The scheme of the labels; null: the one that the run was trained on. */
  scheme: string | null;
  /** Tickers whose documents are labelled; null: all documents. */
  symbols: readonly string[] | null;
  /** Documents with a lower confidence get no label. */
  minConfidence: number;
  /** Only count. */
  dryRun: boolean;
}

/**
 * Labels every unlabelled document with a classifier, each in its window. The labels replace earlier ones of these
 * documents from models, all in one transaction at the end: cancelling changes nothing.
 *
 * @throws UserError if the run has no model of texts, or a ticker is unknown; the signal's reason if it was
 * stopped.
 */
export async function labelDocuments(
  store: ReadableStore,
  request: LabelRequest,
  { emit, signal }: TrainingContext,
): Promise<Labelling> {
  const { run, symbols, minConfidence, dryRun } = request;
  const started = performance.now();
  checkTickers(store, symbols, 'texts');
  const reader = await openReader(store, run);
  try {
    const { config, classes } = reader.files;
    const scope = { scheme: request.scheme ?? config.scheme, symbols };
    const documents = unlabelledDocuments(store, scope);
    const windows = windowsOf(
      store,
      documents.map((document) => ({ document })),
      config,
    );
    const labels: ModelLabel[] = [];
    for (let start = 0; start < documents.length; start += atOnce) {
      signal.throwIfAborted();
      const part = documents.slice(start, start + atOnce);
      const texts = textsByIds(store, part);
      const predictions = await predictTexts(
        store,
        reader,
        part.map((id) => ({ text: texts.get(id)! })),
        windows.slice(start, start + atOnce),
      );
      part.forEach((document, index) => {
        const { probabilities } = (predictions.ensemble ?? predictions.model)[index]!;
        const best = mostProbable(probabilities);
        const confidence = probabilities[best]!;
        if (confidence >= minConfidence) labels.push({ document, value: classes[best]!, confidence });
      });
      const done = start + part.length;
      emit({ type: 'progress', stage: 'labelling', done, total: documents.length, unit: 'texts' });
    }
    signal.throwIfAborted();
    return {
      run,
      scheme: scope.scheme,
      minConfidence,
      dryRun,
      documents: documents.length,
      labelled: labels.length,
      inContext: windows.filter((window) => window.length > 0).length,
      classes: classes.map((value) => countOf(value, labels)),
      replaced: dryRun ? 0 : replaceModelLabels(writable(store), run, scope, labels),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await reader.predictor.dispose();
  }
}

function countOf(value: string, labels: readonly ModelLabel[]): Labelling['classes'][number] {
  const own = labels.filter((label) => label.value === value);
  const sum = own.reduce((total, { confidence }) => total + confidence, 0);
  return { value, count: own.length, meanConfidence: own.length === 0 ? null : sum / own.length };
}
