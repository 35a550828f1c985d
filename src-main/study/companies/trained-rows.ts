/** Vectors that are trained from counted ones (`objective=match`, `start=counts`), as rows of the study. */
import { companyEmbedding } from '../../configs/company-embedding.ts';
import { rankOf } from '../../counting/ranks.ts';
import type { CountedCorpus, CountedText } from '../../recipes/company-cooccurrence/counted-texts.ts';
import { type TrainedCompanies, trainInMemory } from '../../recipes/counted-start/train-in-memory.ts';
import type { Ranked } from './find-texts.ts';
import { neighbourStability } from './stability.ts';

interface TrainedRow {
  name: string;
  default: false;
  vectors: Float32Array[];
  ranked: Ranked[];
  stability: number | null;
  seedStability: number | null;
}

const seeds = 3;

/**
 * Three seeds as `train company-embedding` trains them with nothing else set, the first of them also in both halves of
 * the texts, and one without a pull to the start.
 */
export async function trainedRows(
  corpus: CountedCorpus,
  [one, other]: readonly [CountedText[], CountedText[]],
  seed: number,
  { begin, signal }: { begin: (what: string) => void; signal: AbortSignal },
): Promise<TrainedRow[]> {
  const train = (texts: readonly CountedText[], settings: object): Promise<TrainedCompanies> => {
    const config = companyEmbedding.config.parse({
      recipe: 'company-embedding',
      objective: 'match',
      start: 'counts',
      seed,
      ...settings,
    });
    return trainInMemory(corpus, texts, config, signal);
  };
  const found: { name: string; trained: TrainedCompanies }[] = [];
  for (let at = 0; at < seeds; at++) {
    const name = `trained from counts, seed ${seed + at}`;
    begin(name);
    found.push({ name, trained: await train(corpus.texts, { seed: seed + at }) });
  }
  begin('trained from counts, halves of the texts');
  const stability = neighbourStability((await train(one, {})).vectors, (await train(other, {})).vectors);
  const rows = found.map(({ name, trained }, at) => ({
    ...rowOf(name, trained),
    stability: at === 0 ? stability : null,
    seedStability: meanOfOthers(
      found.map((each) => each.trained.vectors),
      at,
    ),
  }));
  const free = 'trained from counts, no pull to the start';
  begin(free);
  return [...rows, rowOf(free, await train(corpus.texts, { startPenalty: 0 }))];
}

function rowOf(name: string, { vectors, companies, held }: TrainedCompanies): TrainedRow {
  const ranked = held.map(({ vector, company }) => {
    const cosines = companies.map((own) => own.reduce((sum, value, i) => sum + value * vector[i]!, 0));
    return { company, rank: rankOf(cosines, company) };
  });
  return { name, default: false, vectors, ranked, stability: null, seedStability: null };
}

/** The mean Jaccard index of the ten nearest with every other seed. */
function meanOfOthers(all: readonly Float32Array[][], own: number): number | null {
  const values = all.flatMap((vectors, at) =>
    at === own ? [] : (neighbourStability(all[own]!, vectors) ?? []),
  );
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
