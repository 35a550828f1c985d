import { z } from 'zod';
import { kept } from '../../companies/kept.ts';
import { procrustes, rotated } from '../../companies/procrustes.ts';
import type { CountingConfig } from '../../configs/counting-fields.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { countedVectors } from '../../recipes/company-cooccurrence/company-vectors.ts';
import {
  type CountedCorpus,
  countedCorpus,
  type CountedText,
} from '../../recipes/company-cooccurrence/counted-texts.ts';
import { runRow } from '../../runs/runs.ts';
import { listCompanies } from '../../store/companies.ts';
import type { ReadableStore } from '../../store/store.ts';
import { countingOf } from './counting-of.ts';
import type { CompanyDrift, DriftRequest } from './drift-schemas.ts';
import { periodsOf } from './periods.ts';

/** Companies that have enough texts in every period; fewer turn with a rotation. */
const leastCompanies = 12;
/** Companies for each dimension of a kind of vectors. */
const companiesPerDimension = 4;

/** For each draw the drift of each company. */
const drawnSchema = z.array(z.array(z.number()));

interface Work {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

/**
 * How far companies move between neighbouring periods, in vectors that are counted in the texts of each period and turned
 * onto one another by orthogonal Procrustes, beside the same in texts that are drawn into other periods: a company keeps
 * as many texts in each, but its texts come from all of the time.
 *
 * @throws UserError if the texts do not span the periods, or too few companies have texts in all of them
 */
export async function companyDrift(
  store: ReadableStore,
  request: DriftRequest,
  { signal, progress }: Work,
): Promise<CompanyDrift> {
  const { counting } = countingOf(runRow(store, request.run).config);
  // Of the texts alone: returns are the same in all of them.
  const whole = countedCorpus(store, { ...counting, returns: false });
  const periods = periodsOf(store, whole.texts, request.periods);
  const { corpus, of, counts } = inEveryPeriod(whole, periods.of, request.periods, counting.minTexts);
  const size = corpus.companies.length;
  if (size < leastCompanies) {
    throw new UserError(
      'use',
      `Only ${counted(size, 'company has', 'companies have')} ${counted(counting.minTexts, 'text')} in each of the ${counted(request.periods, 'period')}; ${leastCompanies} are needed to tell their moves from a turn of the whole space. Choose fewer periods, or train a run with a lower minTexts.`,
    );
  }
  const most = Math.max(2, Math.floor(size / companiesPerDimension));
  const settings = {
    ...counting,
    wordDimensions: Math.min(counting.wordDimensions, most),
    mentionDimensions: Math.min(counting.mentionDimensions, most),
  };
  const moves = (assigned: readonly number[]) =>
    movesOf(vectorsByPeriod(corpus, assigned, request.periods, settings));
  const observed = moves(of);
  const key = ['drift', 1, whole.dataHash, settings, request];
  const drawn = await kept(store, { key, schema: drawnSchema }, async () => {
    const random = new Random(request.seed);
    const found: number[][] = [];
    for (let at = 1; at <= request.shuffles; at++) {
      found.push([...moves(reshuffled(corpus.texts, of, random)).drift]);
      progress(at, request.shuffles);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return found;
  });
  const rows = new Map(listCompanies(store).map((row) => [row.id, row]));
  const companies = corpus.companies.map(({ companyId, symbol }, index) => ({
    symbol,
    name: rows.get(companyId)?.name ?? symbol,
    texts: counts[index]!,
    ...againstBand(
      observed.drift[index]!,
      drawn.map((drift) => drift[index]!),
    ),
  }));
  return {
    request,
    periods: periods.days.map((days, period) => ({
      ...days,
      texts: of.filter((one) => one === period).length,
    })),
    dimensions: observed.dimensions,
    overall: againstBand(mean(observed.drift), drawn.map(mean)),
    beyond: companies.filter(({ drift, high }) => drift > high).length,
    companies: companies.sort((a, b) => b.drift - b.high - (a.drift - a.high)),
  };
}

/** The companies with enough texts in every period, and the texts about them. */
function inEveryPeriod(
  { companies, texts, dataHash, returns }: CountedCorpus,
  of: readonly number[],
  periods: number,
  least: number,
): { corpus: CountedCorpus; of: number[]; counts: number[][] } {
  const counts = companies.map(() => Array.from<number>({ length: periods }).fill(0));
  for (const [at, { filed }] of texts.entries()) for (const company of filed) counts[company]![of[at]!]! += 1;
  const kept = [...companies.keys()].filter((company) => counts[company]!.every((count) => count >= least));
  const places = new Map(kept.map((company, place) => [company, place]));
  const among = (list: readonly number[]): number[] => list.flatMap((company) => places.get(company) ?? []);
  const left = texts
    .map((text, at) => ({
      text: { ...text, filed: among(text.filed), named: among(text.named) },
      period: of[at]!,
    }))
    .filter(({ text }) => text.filed.length + text.named.length > 0);
  return {
    corpus: {
      companies: kept.map((company) => companies[company]!),
      texts: left.map(({ text }) => text),
      dataHash,
      returns,
    },
    of: left.map(({ period }) => period),
    counts: kept.map((company) => counts[company]!),
  };
}

/** The periods of the texts of each company, drawn among its texts. */
function reshuffled(texts: readonly CountedText[], of: readonly number[], random: Random): number[] {
  const groups = Map.groupBy(texts.keys(), (at) => texts[at]!.filed[0] ?? -1);
  const drawn = [...of];
  for (const places of groups.values()) {
    const periods = random.shuffle(places.map((at) => of[at]!));
    for (const [i, at] of places.entries()) drawn[at] = periods[i]!;
  }
  return drawn;
}

function vectorsByPeriod(
  corpus: CountedCorpus,
  of: readonly number[],
  periods: number,
  settings: CountingConfig,
): Float64Array[][] {
  const found = Array.from({ length: periods }, (_, period) =>
    countedVectors(
      corpus,
      corpus.texts.filter((__, at) => of[at] === period),
      settings,
    ),
  );
  const width = Math.max(...found.map((vectors) => vectors[0]!.length));
  return found.map((vectors) =>
    vectors.map((vector) => {
      const padded = new Float64Array(width);
      padded.set(vector);
      return padded;
    }),
  );
}

/** The mean over neighbouring periods of 1 less the cosine of a company's vectors, (N,), once they are aligned. */
function movesOf(periods: readonly Float64Array[][]): { drift: Float64Array; dimensions: number } {
  const size = periods[0]!.length;
  const drift = new Float64Array(size);
  for (const [at, later] of periods.entries()) {
    const earlier = periods[at - 1];
    if (earlier === undefined) continue;
    const turned = rotated(later, procrustes(later, earlier));
    for (let company = 0; company < size; company++) {
      const [one, other] = [earlier[company]!, turned[company]!];
      let sum = 0;
      for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
      drift[company]! += (1 - sum) / (periods.length - 1);
    }
  }
  return { drift, dimensions: periods[0]![0]!.length };
}

/** A value beside the middle 95 % of those that were drawn, and the share of all that reach it, itself among them. */
function againstBand(drift: number, drawn: readonly number[]) {
  const sorted = drawn.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return {
    drift,
    low: at(0.025),
    mean: mean(drawn),
    high: at(0.975),
    p: (1 + drawn.filter((value) => value >= drift).length) / (drawn.length + 1),
  };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
