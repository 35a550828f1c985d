import { Random } from '../random.ts';
import { windowsOf } from '../recipes/texts/contextual-examples.ts';
import { labelledDocuments } from '../store/labels.ts';
import type { LabelScope } from '../store/model-labels.ts';
import type { ReadableStore } from '../store/store.ts';
import { textsByIds } from '../store/texts.ts';
import { kappa, scores } from '../training/metrics.ts';
import type { TextReader } from './explain.ts';
import { predictDocuments } from './predict-documents.ts';
import { seenTexts } from './seen-texts.ts';
import type { Agreement } from './types.ts';

/** Labels that a run is compared with; of more, so many are drawn. */
const compared = 2000;

/**
 * How well a run agrees with the labels of a scheme that do not come from models, over the texts that it has not seen in
 * training: what its own labels are worth.
 * @param onProgress is called with the number of texts compared, and of all that are
 */
export async function agreementWithLabels(
  store: ReadableStore,
  reader: TextReader,
  { run, ...scope }: LabelScope & { run: number },
  onProgress: (done: number, total: number) => void,
): Promise<Agreement> {
  const { config, classes } = reader.files;
  const labelled = labelledDocuments(store, scope.scheme, scope.symbols);
  const known = labelled.filter(({ value }) => classes.includes(value));
  const seen = await seenTexts(store, run, config);
  const texts = textsByIds(
    store,
    known.map(({ document }) => document),
  );
  const parts =
    seen?.partsOf(known.map(({ document }) => ({ document, text: texts.get(document)! }))) ?? null;
  const unseen = known.filter((_, index) => (parts?.[index] ?? null) === null);
  const drawn = unseen.length > compared ? new Random(1).shuffle([...unseen]).slice(0, compared) : unseen;
  const documents = drawn.map(({ document }) => document);
  const predicted: number[] = [];
  for await (const part of predictDocuments(store, reader, documents, windowsOf(store, drawn, config))) {
    predicted.push(...part.map((one) => one.predicted));
    onProgress(predicted.length, documents.length);
  }
  const measured = scores(
    drawn.map(({ value }) => classes.indexOf(value)),
    predicted,
    classes,
  );
  const beyondChance = kappa(measured.confusion);
  return {
    labels: labelled.length,
    otherLabels: labelled.length - known.length,
    learned: parts === null ? null : known.length - unseen.length,
    compared: drawn.length,
    accuracy: drawn.length === 0 ? null : measured.accuracy,
    macroF1: drawn.length === 0 ? null : measured.macroF1,
    kappa: Number.isFinite(beyondChance) ? beyondChance : null,
  };
}
