import type { CountingConfig } from '../../configs/counting-fields.ts';
import { CompanyFinder, type Finder } from '../../counting/find-company.ts';
import { rankOf } from '../../counting/ranks.ts';
import { type CountedCorpus, findingWords, type Part } from './counted-texts.ts';

/** The training texts of every company as what texts are found by. */
export function finderOf(
  { companies, texts }: CountedCorpus,
  ownName: CountingConfig['ownName'],
): CompanyFinder {
  const learned: string[][][] = companies.map(() => []);
  for (const text of texts) {
    if (text.part !== 'train') continue;
    for (const company of text.filed)
      learned[company]!.push(findingWords(text, companies[company]!, ownName));
  }
  return new CompanyFinder(learned);
}

/** The rank of the own company for each text of a part and company that it is filed under. */
export function ranksOfPart(
  corpus: CountedCorpus,
  part: Part,
  ownName: CountingConfig['ownName'],
  { finder = finderOf(corpus, ownName), by = 'both' }: { finder?: CompanyFinder; by?: Finder } = {},
): number[] {
  return corpus.texts
    .filter((text) => text.part === part)
    .flatMap((text) =>
      text.filed.map((company) =>
        rankOf(finder.scores(findingWords(text, corpus.companies[company]!, ownName), by), company),
      ),
    );
}
