import { UserError } from '../../errors.ts';
import { companyEmbedding } from '../../configs/company-embedding.ts';
import { retrievalScores } from '../../counting/ranks.ts';
import { Random } from '../../random.ts';
import {
  type CountedCorpus,
  countedCorpus,
  type CountedText,
} from '../../recipes/company-cooccurrence/counted-texts.ts';
import { runRow } from '../../runs/runs.ts';
import { listCompanies } from '../../store/companies.ts';
import { refuseDamage } from '../../store/refuse-damage.ts';
import { runEmbeddings } from '../../store/runs.ts';
import type { ReadableStore } from '../../store/store.ts';
import { countingOf } from './counting-of.ts';
import { type VectorArm, defaultVectors, vectorArms } from './arms.ts';
import { differenceOf, drawnCompanies, intervalOf, meanOf, type PerCompany } from './by-company.ts';
import { type FindingArm, findTexts, type Ranked } from './find-texts.ts';
import { halvesOf } from './halves.ts';
import { joinedArms } from './joined-arms.ts';
import { nameVectors } from './reference-vectors.ts';
import {
  correlation,
  daysAfter,
  type ResidualReturns,
  residualReturns,
} from '../../companies/residual-returns.ts';
import type { CompanyStudy, CompanyStudyRequest, CompanyStudyRow } from './result.ts';
import { chanceOf, neighbourOrders, sectorAgreement } from './sector-agreement.ts';
import { seedStabilities } from './seeds-of-runs.ts';
import { neighbourStability } from './stability.ts';
import { trainedRows } from './trained-rows.ts';

interface StudyContext {
  /** Called before each part of the study, with what it is about. */
  begin: (what: string) => void;
  signal: AbortSignal;
}

/** A row with what its intervals are drawn from. */
interface Measured {
  row: Omit<CompanyStudyRow, 'lead'>;
  at10: PerCompany | null;
  r1: PerCompany | null;
}

/**
 * Compares ways of giving companies vectors on the same companies and texts: whether neighbours share the sector,
 * whether held-out texts find their company, and how stable neighbours are. All vectors but those of the row "from
 * training texts alone" are made of all texts; what finds held-out texts has learned from training texts only, and
 * near-duplicates stand on one side (`companyData`).
 *
 * @throws UserError if there are too few companies, or a run has no vectors
 */
export async function studyCompanies(
  store: ReadableStore,
  { symbols, runs, vectors: file, trained: isTrained, seed }: CompanyStudyRequest,
  { begin, signal }: StudyContext,
): Promise<CompanyStudy> {
  begin('reading data');
  await refuseDamage(store, signal);
  const usualSettings = companyEmbedding.config.parse({ recipe: 'company-embedding' });
  const corpus = countedCorpus(store, { ...usualSettings, symbols });
  const size = corpus.companies.length;
  const measure = measuring(store, corpus, seed);
  const notes = [...measure.notes];
  const rows: Measured[] = [];
  begin('held-out texts');
  await pause(signal);
  const finding = findTexts(corpus, { seed, signal });
  notes.push(...finding.notes);
  const found = finding.arms.find((arm) => arm.default)!;
  const halves = halvesOf(store, corpus, seed);
  for (const arm of vectorArms) {
    begin(arm.name);
    await pause(signal);
    const vectors = arm.vectors(corpus, corpus.texts, seed);
    const stable = stabilityOf(arm, corpus, { vectors, halves, seed });
    rows.push(measure.row({ ...arm, vectors, ranked: arm.default ? found.ranked : null, ...stable }));
  }
  const training = corpus.texts.filter(({ part }) => part === 'train');
  const early = defaultVectors.vectors(corpus, training, seed);
  rows.push(measure.row({ ...defaultVectors, vectors: early, ranked: null }));
  if (isTrained) {
    for (const given of await trainedRows(corpus, halves, seed, { begin, signal }))
      rows.push(measure.row(given));
  }
  for (const arm of finding.arms) if (!arm.default) rows.push(measure.row(foundAlone(arm)));
  const trained = runs.map((run) => ({
    name: runName(store, run),
    config: runRow(store, run).config,
    vectors: vectorsOfRun(store, run, corpus),
    knowsFollowing: knowsDaysAfter(store, run, measure.lastText),
  }));
  const seeds = seedStabilities(trained);
  for (const [at, { name, vectors, knowsFollowing }] of trained.entries()) {
    const given = { name, default: false, vectors, ranked: null, seedStability: seeds[at]! };
    rows.push(measure.row({ ...given, ...(knowsFollowing && { before: null }) }));
    if (knowsFollowing) {
      notes.push(
        `${name}: its returns reach into the days after the last text of these companies, so that it was not compared with the returns of those days.`,
      );
    }
  }
  if (trained.some(({ config }, at) => seeds[at] === null && !countingOf(config).isCounted)) {
    notes.push(
      'Stability over seeds was not measured for runs that stand alone: name several that differ in nothing but their seed.',
    );
  }
  let names: ArrayLike<number>[] | null = null;
  if (file !== null) {
    begin('names');
    names = await nameVectors(corpus, file, signal);
    rows.push(
      measure.row({
        name: 'the name alone, published word vectors',
        default: false,
        vectors: names,
        ranked: null,
      }),
    );
  }
  begin('names and prices');
  await pause(signal);
  const usual = vectorArms.find((arm) => arm.default)!.vectors(corpus, corpus.texts, seed);
  for (const arm of joinedArms(usual, names, measure.returns, measure.lastText)) {
    rows.push(measure.row({ ...arm, default: false, ranked: null }));
  }
  return {
    companies: size,
    texts: corpus.texts.length,
    heldOut: found.ranked.length,
    chance: measure.chance,
    retrievalChance: { r1: 1 / size, r10: Math.min(1, 10 / size) },
    followingChance: measure.followingChance,
    rows: withLeads(rows, drawnCompanies(size, seed)),
    notes,
  };
}

/** Lets a request to stop come through. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

interface Given {
  name: string;
  default: boolean;
  vectors: ArrayLike<number>[] | null;
  /** Those that know nothing of the following period; null: there are none; default: all do not. */
  before?: ArrayLike<number>[] | null;
  ranked: Ranked[] | null;
  stability?: number | null;
  seedStability?: number | null;
}

function foundAlone({ name, ranked }: FindingArm): Given {
  return { name: `finding texts: ${name}`, default: false, vectors: null, ranked };
}

/** What measures a row, and what is measured without any. */
function measuring(store: ReadableStore, corpus: CountedCorpus, seed: number) {
  const size = corpus.companies.length;
  const drawn = drawnCompanies(size, seed);
  const rows = new Map(listCompanies(store).map((company) => [company.id, company]));
  const sectors = corpus.companies.map(({ companyId }) => rows.get(companyId)?.sector ?? null);
  const known = sectors.flatMap((sector) => sector ?? []);
  const hasSectors = new Set(known).size > 1;
  const lastText = Math.max(...corpus.companies.map(({ companyId }) => rows.get(companyId)?.lastAt ?? 0));
  const returns = residualReturns(
    store,
    corpus.companies.map(({ symbol }) => symbol),
  );
  const later = returns === null ? null : daysAfter(returns, lastText);
  const notes = [
    ...(hasSectors ? [] : ['Sectors were not compared: import a table of companies with a sector.']),
    ...(returns === null ? ['Returns were not compared: there are no prices of these companies.'] : []),
    ...(later !== null && later.days.length < 20
      ? ['Returns of the following period were not compared: prices end before 20 days have passed.']
      : []),
  ];
  const row = (given: Given): Measured => {
    const { name, default: isDefault, vectors, before = vectors, ranked, stability, seedStability } = given;
    const agreement = vectors === null || !hasSectors ? null : agreementOf(vectors, sectors);
    const r1 = ranked === null ? null : firstRanks(ranked, size);
    const scores = ranked === null ? null : retrievalScores(ranked.map(({ rank }) => rank));
    return {
      row: {
        name,
        default: isDefault,
        sector: agreement && {
          at1: meanOf(agreement.at1),
          at5: meanOf(agreement.at5),
          at10: meanOf(agreement.at10),
        },
        auc: agreement && meanOf(agreement.auc),
        retrieval: scores && { r1: scores.r1, r10: scores.r10, mrr: scores.mrr },
        stability: stability ?? null,
        seedStability: seedStability ?? null,
        following: before === null || later === null ? null : followingOf(before, later),
        intervals: {
          at10: agreement && intervalOf(agreement.at10, drawn),
          r1: r1 && intervalOf(r1, drawn),
        },
        companies: agreement?.companies ?? 0,
      },
      at10: agreement?.at10 ?? null,
      r1,
    };
  };
  return {
    row,
    returns,
    lastText,
    notes,
    chance: hasSectors ? chanceOf(known) : null,
    followingChance: later === null ? null : pairsAtRandom(later, seed),
  };
}

/** The agreement of the companies that have a sector and a vector. */
function agreementOf(vectors: readonly ArrayLike<number>[], sectors: readonly (string | null)[]) {
  const there = [...sectors.keys()].filter(
    (at) => sectors[at] !== null && Array.from(vectors[at]!).some((value) => value !== 0),
  );
  if (there.length < 2) return null;
  const measured = sectorAgreement(
    there.map((at) => vectors[at]!),
    there.map((at) => sectors[at]!),
  );
  const per = (value: (of: (typeof measured)[number]) => number): PerCompany => {
    const [sums, counts] = [new Float64Array(sectors.length), new Float64Array(sectors.length)];
    there.forEach((at, index) => {
      const found = value(measured[index]!);
      if (Number.isNaN(found)) return;
      sums[at] = found;
      counts[at] = 1;
    });
    return { sums, counts };
  };
  return {
    companies: there.length,
    at1: per(({ at1 }) => at1),
    at5: per(({ at5 }) => at5),
    at10: per(({ at10 }) => at10),
    auc: per(({ auc }) => auc),
  };
}

function firstRanks(ranked: readonly Ranked[], size: number): PerCompany {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  for (const { company, rank } of ranked) {
    if (rank === 1) sums[company]! += 1;
    counts[company]! += 1;
  }
  return { sums, counts };
}

/** The mean correlation of a company's returns with those of the nearest company that has some. */
function followingOf(vectors: readonly ArrayLike<number>[], { rows }: ResidualReturns): number | null {
  const priced = [...rows.keys()].filter(
    (at) =>
      rows[at]!.some((value) => !Number.isNaN(value)) &&
      Array.from(vectors[at]!).some((value) => value !== 0),
  );
  if (priced.length < 2) return null;
  const orders = neighbourOrders(priced.map((at) => vectors[at]!));
  return meanOfKnown(orders.map((order, at) => correlation(rows[priced[at]!]!, rows[priced[order[0]!]!]!)));
}

function pairsAtRandom({ rows }: ResidualReturns, seed: number): number | null {
  const random = new Random(seed);
  const pairs = Array.from({ length: 2000 }, () => [random.pick(rows), random.pick(rows)] as const);
  return meanOfKnown(pairs.map(([one, other]) => (one === other ? null : correlation(one, other))));
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function stabilityOf(
  arm: VectorArm,
  corpus: CountedCorpus,
  {
    vectors,
    halves: [one, other],
    seed,
  }: { vectors: ArrayLike<number>[]; halves: [CountedText[], CountedText[]]; seed: number },
) {
  return {
    stability: neighbourStability(arm.vectors(corpus, one, seed), arm.vectors(corpus, other, seed)),
    seedStability: arm.seeded
      ? neighbourStability(vectors, arm.vectors(corpus, corpus.texts, seed + 1))
      : null,
  };
}

function runName(store: ReadableStore, run: number): string {
  const { recipe, config } = runRow(store, run);
  const objective = 'objective' in config ? `, ${config.objective}` : '';
  return `run ${run}: ${recipe}${objective}`;
}

/** Whether the run counts returns of days after a time. */
function knowsDaysAfter(store: ReadableStore, run: number, time: number): boolean {
  const { result } = runRow(store, run);
  const until = result?.kind === 'matching' ? result.counted?.returnsUntil : undefined;
  return until !== undefined && until > new Date(time).toISOString().slice(0, 10);
}

/** @throws UserError if the run has no vectors of companies */
function vectorsOfRun(store: ReadableStore, run: number, { companies }: CountedCorpus): ArrayLike<number>[] {
  const stored = new Map(runEmbeddings(store, run).map(({ companyId, vector }) => [companyId, vector]));
  const width = stored.values().next().value?.length;
  if (width === undefined) throw new UserError('use', `Run ${run} has no company vectors.`);
  return companies.map(({ companyId }) => stored.get(companyId) ?? new Float32Array(width));
}

function withLeads(rows: readonly Measured[], drawn: readonly Int32Array[]): CompanyStudyRow[] {
  const usual = rows.find(({ row }) => row.default)!;
  const lead = (one: PerCompany | null, other: PerCompany | null) =>
    one === null || other === null ? null : differenceOf(one, other, drawn);
  return rows.map(({ row, at10, r1 }) => ({
    ...row,
    lead: row.default ? null : { at10: lead(usual.at10, at10), r1: lead(usual.r1, r1) },
  }));
}
