import type { CandidateSource } from './candidates.ts';
import { scopes } from './scopes.ts';
import type { ContextScope, ScopeInput } from './scopes.ts';

/** Where the window of a document may draw from; nowhere for one that mentions no company or has no author. */
export function sourcesOf(scope: ContextScope, of: ScopeInput): CandidateSource[] {
  return scopes[scope].keys(of).map((key) => ({ scope, key }));
}
