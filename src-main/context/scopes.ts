/** Everything about a scope but the SQL of its texts (`store/window-candidates.ts`). */
import type { CandidateScope } from '../store/window-candidates.ts';

export const contextScopes = ['company', 'author', 'market'] as const satisfies readonly CandidateScope[];
/** Where the texts of a context window may come from. */
export type ContextScope = (typeof contextScopes)[number];

/** What of the text whose window is wanted decides where the window draws from. */
export interface ScopeInput {
  companies: readonly number[];
  author: string | null;
}

interface Scope {
  /** In a form that asks for the scope. */
  name: string;
  /** What it takes, after its name in a sentence. */
  takes: string;
  /** What a ticker and a time lack for it, so that only a document has a window; null: nothing. */
  missing: string | null;
  /** The sources that a window draws from, by what the SQL of the scope looks them up with; none: the window is empty. */
  keys: (input: ScopeInput) => readonly (number | string)[];
  /** Whose texts are in the window, after "texts of". */
  owner: (input: { symbols: readonly string[]; author: string | null }) => string;
}

export const scopes: Readonly<Record<ContextScope, Scope>> = {
  company: {
    name: 'same ticker',
    takes: 'texts that mention the same company',
    missing: null,
    keys: ({ companies }) => companies,
    owner: ({ symbols }) => (symbols.length === 0 ? 'its companies' : symbols.join(', ')),
  },
  author: {
    name: 'same author',
    takes: 'texts by the same author',
    missing: 'the author',
    keys: ({ author }) => (author === null ? [] : [author]),
    owner: ({ author }) => (author === null || author === '' ? 'its author' : author),
  },
  market: {
    name: 'whole market',
    takes: 'any text',
    missing: null,
    keys: () => [0],
    owner: () => 'any company',
  },
};
