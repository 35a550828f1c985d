import { Random } from '../../random.ts';
import type { CountedCorpus, CountedText } from '../../recipes/company-cooccurrence/counted-texts.ts';
import type { ReadableStore } from '../../store/store.ts';
import { groupsByIds } from '../../store/texts.ts';

/** Two halves of the texts by chance, near-duplicates in one of them. */
export function halvesOf(
  store: ReadableStore,
  { texts }: Pick<CountedCorpus, 'texts'>,
  seed: number,
): [CountedText[], CountedText[]] {
  const groups = groupsByIds(
    store,
    texts.map(({ document }) => document),
  );
  const random = new Random(seed);
  const inFirst = new Map<number, boolean>();
  for (const group of new Set(groups.values())) inFirst.set(group, random.uniform() < 0.5);
  const isFirst = ({ document }: CountedText) => inFirst.get(groups.get(document)!)!;
  return [texts.filter(isFirst), texts.filter((text) => !isFirst(text))];
}
