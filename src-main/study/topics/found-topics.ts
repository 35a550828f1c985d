import { classTfIdf } from '../../counting/class-tf-idf.ts';
import { assigned, kMeans } from '../../counting/k-means.ts';
import { between, type JobWork } from '../texts/job-work.ts';
import { textVectors } from '../texts/text-vectors.ts';
import type { TextWords } from '../texts/words-of-texts.ts';

/** Words that name a topic, and that are shown of it. */
const wordsInName = 3;
const wordsShown = 8;

export interface FoundTopics {
  /** The topic of each text, in the order of the texts; null: it has no words that count. */
  of: (number | null)[];
  /** By number, the largest first. */
  topics: { name: string; words: string[] }[];
}

/**
 * Topics as groups of texts with similar words: k-means over their vectors, of copies of one text the first only, so that
 * what is repeated makes no topic by itself; every text then belongs to the nearest centre. A topic is named by the words
 * that tell its texts from the others (c-TF-IDF).
 */
export async function foundTopics(
  texts: readonly TextWords[],
  { topics: count, seed }: { topics: number; seed: number },
  work: JobWork,
): Promise<FoundTopics> {
  const vectors = await textVectors(texts, seed, between(work, 'vectors of texts'));
  const isKnown = vectors.map((vector) => vector.some((value) => value !== 0));
  const seen = new Set<number>();
  const first = [...texts.keys()].filter(
    (at) => isKnown[at] && !seen.has(texts[at]!.group) && seen.add(texts[at]!.group),
  );
  const { centres } = await kMeans(
    first.map((at) => vectors[at]!),
    count,
    { seed },
    between(work, 'topics'),
  );
  const nearest = assigned(vectors, centres);
  const of = texts.map((_, at) => (isKnown[at] ? nearest[at]! : null));
  const words = distinctiveWords(
    first.map((at) => ({ words: texts[at]!.words, topic: nearest[at]! })),
    centres.length,
  );
  const names = namesOf(words);
  return { of, topics: words.map((found, at) => ({ name: names[at]!, words: found })) };
}

function distinctiveWords(texts: readonly { words: readonly string[]; topic: number }[], count: number) {
  const classes = Array.from({ length: count }, () => new Map<string, number>());
  for (const { words, topic } of texts) {
    const counts = classes[topic]!;
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return classTfIdf(classes).map((weighted) => weighted.slice(0, wordsShown).map(({ word }) => word));
}

/** Of two topics with the same first words the later one has one more. */
function namesOf(words: readonly (readonly string[])[]): string[] {
  const taken = new Set<string>();
  return words.map((found, at) => {
    let length = wordsInName;
    let name = found.slice(0, length).join(' ');
    while (taken.has(name) && length < found.length) name = found.slice(0, ++length).join(' ');
    if (name === '' || taken.has(name)) name = `topic ${at + 1}`;
    taken.add(name);
    return name;
  });
}
