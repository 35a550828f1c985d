import { replaceModelLabels, type ModelLabel, unlabelledDocuments } from '../store/model-labels.ts';
import { type ReadableStore, writable } from '../store/store.ts';
import { windowsOf } from '../recipes/texts/contextual-examples.ts';
import type { TrainingContext } from '../training/loop.ts';
import { checkTickers } from '../recipes/check-tickers.ts';
import { agreementWithLabels } from './agreement.ts';
import { openReader } from './explain.ts';
import { predictDocuments } from './predict-documents.ts';
import type { Labelling } from './types.ts';

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
    if (reader.masking !== null) emit({ type: 'message', text: reader.masking });
    const scope = { scheme: request.scheme ?? config.scheme, symbols };
    const documents = unlabelledDocuments(store, scope);
    const windows = windowsOf(
      store,
      documents.map((document) => ({ document })),
      config,
    );
    const report = (stage: string) => (done: number, total: number) => {
      signal.throwIfAborted();
      emit({ type: 'progress', stage, done, total, unit: 'texts' });
    };
    const agreement = await agreementWithLabels(
      store,
      reader,
      { run, ...scope },
      report('comparing with labels'),
    );
    const labels: ModelLabel[] = [];
    const onRead = report('labelling');
    let read = 0;
    for await (const part of predictDocuments(store, reader, documents, windows)) {
      for (const { document, predicted, confidence } of part) {
        if (confidence >= minConfidence) labels.push({ document, value: classes[predicted]!, confidence });
      }
      onRead((read += part.length), documents.length);
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
      agreement,
      ...(dryRun ? { replaced: 0, deletion: null } : replaceModelLabels(writable(store), run, scope, labels)),
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
