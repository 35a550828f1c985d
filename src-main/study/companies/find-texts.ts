/** How held-out texts find their company, in several ways, on the same texts. */
import { CompanyFinder, standardised } from '../../counting/find-company.ts';
import { rankOf } from '../../counting/ranks.ts';
import {
  type CountedCorpus,
  findingWords,
  plainWords,
} from '../../recipes/company-cooccurrence/counted-texts.ts';
import { finderOf } from '../../recipes/company-cooccurrence/find-held-out.ts';
import { softmaxRegression } from './softmax-regression.ts';

/** A held-out text of a company with the rank that a way of finding gives it. */
export interface Ranked {
  company: number;
  rank: number;
}

export interface FindingArm {
  name: string;
  /** The way of `company-embedding` when nothing is set. */
  default: boolean;
  ranked: Ranked[];
}

interface Example {
  company: number;
  words: string[];
}

/** Ranks the company of every text of the test part by what is learned from the training part, names hidden. */
export function findTexts(
  corpus: CountedCorpus,
  { seed, signal }: { seed: number; signal: AbortSignal },
): { arms: FindingArm[]; notes: string[] } {
  const examples = (part: 'train' | 'test'): Example[] =>
    corpus.texts
      .filter((text) => text.part === part)
      .flatMap((text) =>
        text.filed.map((company) => ({
          company,
          words: findingWords(text, corpus.companies[company]!, 'masked'),
        })),
      );
  const [train, test] = [examples('train'), examples('test')];
  const size = corpus.companies.length;
  const finder = finderOf(corpus, 'masked');
  const plainFinder = new CompanyFinder(
    Array.from({ length: size }, (_, index) =>
      train.filter(({ company }) => company === index).map(({ words }) => plainWords(single(words))),
    ),
  );
  const softmax = softmaxRegression(train, size, seed, signal);
  const ranked = (scores: (words: string[]) => ArrayLike<number>): Ranked[] =>
    test.map(({ company, words }) => ({ company, rank: rankOf(scores(words), company) }));
  const arms: FindingArm[] = [
    {
      name: 'words alone',
      default: false,
      ranked: ranked((words) => plainFinder.scores(plainWords(single(words)), 'centroid')),
    },
    { name: 'tf-icf centroid', default: false, ranked: ranked((words) => finder.scores(words, 'centroid')) },
    {
      name: 'language model',
      default: false,
      ranked: ranked((words) => finder.scores(words, 'language-model')),
    },
    { name: 'default', default: true, ranked: ranked((words) => finder.scores(words)) },
  ];
  if (softmax === null)
    return { arms, notes: ['Softmax regression was left out: it would have too many weights.'] };
  arms.push(
    { name: 'softmax regression', default: false, ranked: ranked(softmax) },
    {
      name: 'fusion of centroid, language model and softmax regression',
      default: false,
      ranked: ranked((words) => {
        const [first, second] = [standardised(finder.scores(words)), standardised(softmax(words))];
        return first.map((value, company) => value + second[company]!);
      }),
    },
  );
  return { arms, notes: [] };
}

/** Without pairs of words. */
function single(words: readonly string[]): string[] {
  return words.filter((word) => !word.includes(' '));
}
