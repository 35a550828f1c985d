import { textsByIds } from '../store/texts.ts';
import type { ReadableStore } from '../store/store.ts';
import { mostProbable } from '../training/probabilities.ts';
import type { TextReader } from './explain.ts';
import { predictTexts } from './predict-file.ts';

/** Texts that are predicted between two chances to cancel. */
const atOnce = 512;

/** What a run says of a document; of one that has an ensemble, what the ensemble says. */
export interface PredictedDocument {
  document: number;
  /** An index of the run's classes. */
  predicted: number;
  /** Its probability. */
  confidence: number;
}

/** The predictions of a run for documents, some hundred at a time, in their order. */
export async function* predictDocuments(
  store: ReadableStore,
  reader: TextReader,
  documents: readonly number[],
  windows: readonly number[][],
): AsyncGenerator<PredictedDocument[]> {
  for (let start = 0; start < documents.length; start += atOnce) {
    const part = documents.slice(start, start + atOnce);
    const texts = textsByIds(store, part);
    const { model, ensemble } = await predictTexts(
      store,
      reader,
      part.map((id) => ({ text: texts.get(id)! })),
      windows.slice(start, start + atOnce),
    );
    yield part.map((document, index) => {
      const { probabilities } = (ensemble ?? model)[index]!;
      const predicted = mostProbable(probabilities);
      return { document, predicted, confidence: probabilities[predicted]! };
    });
  }
}
