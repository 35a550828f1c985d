import { documentsByIds } from '../../store/documents.ts';
import { Random } from '../../random.ts';
import type { AgreementResult } from '../../results/agreement.ts';
import type { ReadableStore } from '../../store/store.ts';
import { classCounts, distinctLabelled } from '../../store/training-data.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';

/** The labels that a classifier is compared with. */
export interface ComparedLabels extends Pick<AgreementResult, 'labels' | 'otherLabels'> {
  /** Texts whose label is one of its classes. */
  items: LabelledText[];
  /** Texts of which these were drawn. */
  available: number;
}

/**
 * The labelled texts of a scheme that can be compared with a classifier, near-duplicates counted once; of more than
 * `testSize`, so many are drawn with the seed. None is no error.
 *
 * @param classes as they are called in the scheme
 */
export function comparedLabels(
  store: ReadableStore,
  config: { scheme: string; symbols: readonly string[] | null; testSize: number | null; seed: number },
  classes: readonly string[],
): ComparedLabels {
  const labelled = distinctLabelled(store, config);
  const known = labelled.filter(({ value }) => classes.includes(value));
  const most = config.testSize ?? known.length;
  const drawn = known.length > most ? new Random(config.seed).shuffle([...known]).slice(0, most) : known;
  const documents = documentsByIds(
    store,
    drawn.map(({ document }) => document),
  );
  return {
    labels: labelled.length,
    otherLabels: classCounts(labelled.filter(({ value }) => !classes.includes(value))),
    available: known.length,
    items: documents.map(({ id, text, symbols, publishedAt }, index) => ({
      document: id,
      line: null,
      text,
      symbol: symbols[0] ?? '',
      publishedAt,
      group: drawn[index]!.group,
      copies: drawn[index]!.group,
      label: classes.indexOf(drawn[index]!.value),
    })),
  };
}
