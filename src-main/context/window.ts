import { companyBySymbol } from '../store/companies.ts';
import { companiesOf, documentColumns, lastDocument } from '../store/document-columns.ts';
import { documentById, documentsByIds } from '../store/documents.ts';
import { UserError } from '../errors.ts';
import { noSuchDocument, noSuchTicker } from '../store/missing.ts';
import type { ReadableStore } from '../store/store.ts';
import type { DocumentRow } from '../store/types.ts';
import { candidateReader, columnReader, sourceName } from './candidates.ts';
import type { CandidateSource, Candidates } from './candidates.ts';
import { inputDocuments } from '../store/input-documents.ts';
import { sourcesOf } from './inputs.ts';
import { takeWindow } from './rule.ts';
import type { WindowInput } from './rule.ts';
import { scopes } from './scopes.ts';
import type { ContextSpec } from './spec.ts';
import type { ContextWindow } from './types.ts';

/** Candidates that are looked at first; four times as many each time that they do not fill the window. */
const FIRST_LOOK = 256;

/**
 * The context window of a document, or of a ticker at a time. `at` moves a document to another time; without it, a
 * ticker is looked at just after its last text. A document without time, and none given, has an empty window.
 *
 * @throws UserError when there is no such document or ticker, or neither was named.
 */
export function contextWindow(
  store: ReadableStore,
  ask: { document: number | null; symbol: string | null; at: number | null; spec: ContextSpec },
): ContextWindow {
  const { spec } = ask;
  const { input, symbols, sources, at } = whatIsAsked(store, ask);
  if (at === null) return { input, symbols, at: 0, spec, items: [] };
  const taken = recentWindow(store, sources, windowInput(input, at), spec);
  const documents = documentsByIds(
    store,
    taken.map(({ id }) => id),
  );
  const items = documents.map((document, i) => ({ document, ageMs: at - taken[i]!.at }));
  return { input, symbols, at, spec, items };
}

interface Asked {
  input: DocumentRow | null;
  symbols: string[];
  sources: CandidateSource[];
  at: number | null;
}

function whatIsAsked(
  store: ReadableStore,
  {
    document,
    symbol,
    at,
    spec,
  }: { document: number | null; symbol: string | null; at: number | null; spec: ContextSpec },
): Asked {
  const company = symbol === null ? null : companyBySymbol(store, symbol);
  if (symbol !== null && company === null) throw noSuchTicker(store, symbol);
  if (document !== null) {
    const input = documentById(store, document);
    const facts = inputDocuments(store, [document]).get(document);
    if (input === null || facts === undefined) throw noSuchDocument(store, document);
    const companies = company === null ? facts.companies : [company.id];
    return {
      input,
      symbols: company === null ? input.symbols : [company.symbol],
      sources: sourcesOf(spec.scope, { companies, author: facts.author }),
      at: at ?? input.publishedAt,
    };
  }
  if (company === null) throw new UserError('use', 'Name a document, or a ticker and a time.');
  const { missing } = scopes[spec.scope];
  if (missing !== null) {
    throw new UserError('use', `The scope "${spec.scope}" needs a document, which has ${missing}.`);
  }
  return {
    input: null,
    symbols: [company.symbol],
    sources: sourcesOf(spec.scope, { companies: [company.id], author: null }),
    at: at ?? (company.lastAt === null ? null : company.lastAt + 1),
  };
}

function windowInput(input: DocumentRow | null, at: number): WindowInput {
  return { id: input?.id ?? null, group: input?.nearDuplicateGroup ?? null, at };
}

/** The window of one input, oldest first, without reading more of a long history than it needs. */
function recentWindow(
  store: ReadableStore,
  sources: readonly CandidateSource[],
  input: WindowInput,
  spec: ContextSpec,
): { id: number; at: number }[] {
  const read = candidateReader(store, spec);
  for (let limit = FIRST_LOOK; ; limit *= 4) {
    const candidates = sources.map((source) => read(source, { before: input.at, limit }));
    // What is more recent than the oldest candidate of a source that was not read to its end is known completely.
    const knownFrom = Math.max(
      Number.NEGATIVE_INFINITY,
      ...candidates.filter(({ ids }) => ids.length === limit).map(({ times }) => times[0]!),
    );
    const taken: { id: number; at: number }[] = [];
    takeWindow(candidates, input, spec, (id, at) => taken.push({ id, at }));
    const full = taken.length === spec.n && (taken.at(-1)?.at ?? Infinity) > knownFrom;
    const oldest = spec.maxAgeMs === null ? Number.NEGATIVE_INFINITY : input.at - spec.maxAgeMs;
    if (full || knownFrom < oldest || knownFrom === Number.NEGATIVE_INFINITY) return taken.reverse();
  }
}

/** Windows of many documents: that of `documents[i]` is `items[offsets[i]]` up to `items[offsets[i + 1]]`. */
export interface ContextWindows {
  /** (documents + 1) */
  offsets: Int32Array;
  /** Document ids, oldest first within a window. */
  items: Int32Array;
  /** Age of each item before its input, in milliseconds. */
  ages: Float64Array;
}

/**
 * The context windows of many documents by the same rule, each source read once.
 *
 * @throws UserError when a document does not exist.
 */
export function contextWindows(
  store: ReadableStore,
  documents: readonly number[],
  spec: ContextSpec,
): ContextWindows {
  return windowReader(store, spec, Number.POSITIVE_INFINITY)(documents);
}

/** Of a corpus of which as large a part is asked for, all documents are read before, which takes less than one by one. */
const LARGE_PART = 1 / 40;
/** Fewer documents are looked up one by one, however few there are. */
const FEW = 5000;

/**
 * Reads the windows of some documents after others. Sources that were read are kept for later calls, those read first
 * given up where all of them together hold more than `most` texts.
 */
export function windowReader(
  store: ReadableStore,
  spec: ContextSpec,
  most: number,
  { few = FEW }: { few?: number } = {},
): (documents: readonly number[]) => ContextWindows {
  let asked = 0;
  let isWhole = false;
  let inputs = oneByOne(store, spec, most);
  return (documents) => {
    asked += documents.length;
    if (!isWhole && asked >= few && asked >= LARGE_PART * lastDocument(store)) {
      inputs = fromColumns(store, spec, most);
      isWhole = true;
    }
    return windowsOf(inputs(documents), spec);
  };
}

/** A document with the candidates for its window; `at` is null where its time is unknown. */
interface Input {
  id: number;
  at: number | null;
  group: number;
  candidates: readonly Candidates[];
}

function windowsOf(inputs: { length: number; at: (i: number) => Input }, spec: ContextSpec): ContextWindows {
  const { length } = inputs;
  const offsets = new Int32Array(length + 1);
  const items = new Int32Array(length * spec.n);
  const ages = new Float64Array(length * spec.n);
  let end = 0;
  for (let i = 0; i < length; i++) {
    const { id, at, group, candidates } = inputs.at(i);
    const start = end;
    if (at !== null) {
      takeWindow(candidates, { id, group, at }, spec, (item, time) => {
        items[end] = item;
        ages[end] = at - time;
        end++;
      });
    }
    items.subarray(start, end).reverse();
    ages.subarray(start, end).reverse();
    offsets[i + 1] = end;
  }
  return { offsets, items: items.slice(0, end), ages: ages.slice(0, end) };
}

type Inputs = (documents: readonly number[]) => { length: number; at: (i: number) => Input };

function oneByOne(store: ReadableStore, spec: ContextSpec, most: number): Inputs {
  const read = candidateReader(store, spec);
  const candidatesOf = candidateCache(
    (source) => read(source, { before: Number.POSITIVE_INFINITY, limit: -1 }),
    most,
  );
  return (documents) => {
    const known = inputDocuments(store, documents);
    return {
      length: documents.length,
      at: (i) => {
        const id = documents[i]!;
        const document = known.get(id);
        if (document === undefined) throw noSuchDocument(store, id);
        const { publishedAt: at, group } = document;
        const candidates = at === null ? [] : sourcesOf(spec.scope, document).map(candidatesOf);
        return { id, at, group, candidates };
      },
    };
  };
}

function fromColumns(store: ReadableStore, spec: ContextSpec, most: number): Inputs {
  const columns = documentColumns(store);
  const candidatesOf = candidateCache(columnReader(store, spec, columns), most);
  return (documents) => {
    const companies = spec.scope === 'company' ? companiesOf(store, documents) : null;
    const authors = spec.scope === 'author' ? inputDocuments(store, documents) : null;
    return {
      length: documents.length,
      at: (i) => {
        const id = documents[i]!;
        const group = columns.groups[id] ?? 0;
        if (group === 0) throw noSuchDocument(store, id);
        const time = columns.times[id]!;
        const at = Number.isNaN(time) ? null : time;
        const of = { companies: companies?.[i] ?? [], author: authors?.get(id)?.author ?? null };
        const candidates = at === null ? [] : sourcesOf(spec.scope, of).map(candidatesOf);
        return { id, at, group, candidates };
      },
    };
  };
}

function candidateCache(
  read: (source: CandidateSource) => Candidates,
  most: number,
): (source: CandidateSource) => Candidates {
  const loaded = new Map<string, Candidates>();
  let held = 0;
  return (source) => {
    const name = sourceName(source);
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const candidates = read(source);
    held += candidates.ids.length;
    for (const [oldest, { ids }] of loaded) {
      if (held <= most) break;
      loaded.delete(oldest);
      held -= ids.length;
    }
    loaded.set(name, candidates);
    return candidates;
  };
}
