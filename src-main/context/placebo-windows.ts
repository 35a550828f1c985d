/**
 * Windows that a text should not have: what a model gains from them is no effect of context. They are made by the same
 * rule as windows, of the same size, from another source or at another time, and no recipe reads them.
 */
import { Random } from '../random.ts';
import { inputDocuments } from '../store/input-documents.ts';
import { noSuchDocument } from '../store/missing.ts';
import type { ReadableStore } from '../store/store.ts';
import { candidateReader, type Candidates, type CandidateSource, sourceName } from './candidates.ts';
import { sourcesOf } from './inputs.ts';
import { takeWindow, type WindowInput } from './rule.ts';
import type { ContextSpec } from './spec.ts';

export const placeboKinds = ['other-source', 'earlier-time', 'fixed', 'after'] as const;
/**
 * - other-source: that of another company (or author) at the same time.
 * - earlier-time: that of the same company at an earlier time, drawn by chance, with no text of its own window.
 * - fixed: one drawn from all texts of other companies, the same for all texts of a company on a day.
 * - after: the texts that followed it, nearest first. It shows what a leak would gain, and must never be used.
 */
export type PlaceboKind = (typeof placeboKinds)[number];

/** Draws of another source until one has texts. */
const tries = 8;

const dayMs = 86_400_000;

/**
 * One window a document, as document ids, oldest first; a document without time has none.
 *
 * @param seed each document draws with a stream of its own, so that its window does not depend on the others
 * @throws UserError when a document does not exist
 */
export function placeboWindows(
  store: ReadableStore,
  documents: readonly number[],
  spec: ContextSpec,
  { kind, seed }: { kind: PlaceboKind; seed: number },
): number[][] {
  const inputs = inputDocuments(store, documents);
  const candidatesOf = candidateCache(store, spec);
  const sources = new Map(
    inputs
      .values()
      .flatMap((input) => sourcesOf(spec.scope, input).map((one) => [sourceName(one), one] as const)),
  );
  const all = [...sources.values()];
  return documents.map((id) => {
    const document = inputs.get(id);
    if (document === undefined) throw noSuchDocument(store, id);
    const { publishedAt: at, group } = document;
    if (at === null) return [];
    const own = sourcesOf(spec.scope, document);
    const given = { own, all, spec, candidatesOf, input: { id, group, at } };
    if (kind === 'after') return following(given);
    const random = new Random(seed * 2 ** 32 + id);
    if (kind === 'other-source') return otherSource(given, random);
    if (kind === 'earlier-time') return earlierTime(given, random);
    const key = `${own.map(sourceName).join()} ${Math.floor(at / dayMs)}`;
    return otherSource({ ...given, input: { id, group, at: Infinity } }, new Random(seed + hashOf(key)));
  });
}

interface Given {
  own: readonly CandidateSource[];
  all: readonly CandidateSource[];
  spec: ContextSpec;
  candidatesOf: (source: CandidateSource) => Candidates;
  input: WindowInput;
}

function windowFrom(sources: readonly Candidates[], input: WindowInput, spec: ContextSpec): number[] {
  const taken: number[] = [];
  takeWindow(sources, input, spec, (id) => taken.push(id));
  return taken.reverse();
}

function otherSource({ own, all, spec, candidatesOf, input }: Given, random: Random): number[] {
  const names = new Set(own.map(sourceName));
  const others = all.filter((source) => !names.has(sourceName(source)));
  // A text that stands in both would be its own context.
  const mine = new Set(own.flatMap((source) => [...candidatesOf(source).ids]));
  for (let draw = 0; draw < tries && others.length > 0; draw++) {
    const window = windowFrom([candidatesOf(random.pick(others))], input, { ...spec, maxAgeMs: null }).filter(
      (id) => !mine.has(id),
    );
    if (window.length > 0) return window;
  }
  return [];
}

function earlierTime({ own, spec, candidatesOf, input }: Given, random: Random): number[] {
  const sources = own.map(candidatesOf);
  const window = windowFrom(sources, input, spec);
  const [oldest] = window;
  if (oldest === undefined) return [];
  const before = (source: Candidates) => {
    const end = source.ids.indexOf(oldest);
    return [...source.times.subarray(0, Math.max(0, end))];
  };
  const times = sources.flatMap(before).sort((a, b) => a - b);
  if (times.length === 0) return [];
  // As full a window as there is, where there is one.
  const first = Math.min(spec.n, times.length - 1);
  const at = times[first + random.below(times.length - first)]!;
  return windowFrom(sources, { ...input, at }, { ...spec, maxAgeMs: null });
}

/** The rule in a mirror: what follows in time comes before in it. */
function following({ own, spec, candidatesOf, input }: Given): number[] {
  const mirrored = own.map(candidatesOf).map(({ ids, times, groups }): Candidates => ({
    ids: ids.toReversed(),
    // No time of the mirror is the last millisecond of a day, which would stand for a whole day.
    times: times.toReversed().map((time) => 0.5 - time),
    groups: groups.toReversed(),
  }));
  return windowFrom(mirrored, { ...input, at: 0.5 - input.at }, spec);
}

function candidateCache(store: ReadableStore, spec: ContextSpec): Given['candidatesOf'] {
  const read = candidateReader(store, spec);
  const loaded = new Map<string, Candidates>();
  return (source) => {
    const name = sourceName(source);
    const known = loaded.get(name) ?? read(source, { before: Number.POSITIVE_INFINITY, limit: -1 });
    loaded.set(name, known);
    return known;
  };
}

/** FNV-1a: the same number for the same text everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
