import type { InputDocument } from '../store/input-documents.ts';
import type { CandidateSource } from '../store/window-candidates.ts';
import type { ContextScope } from './spec.ts';

/** Where the window of a document may draw from; nowhere for one that mentions no company or has no author. */
export function sourcesOf(
  scope: ContextScope,
  of: Pick<InputDocument, 'companies' | 'author'>,
): CandidateSource[] {
  if (scope === 'market') return [{ scope }];
  if (scope === 'author') return of.author === null ? [] : [{ scope, author: of.author }];
  scope satisfies 'company';
  return of.companies.map((company) => ({ scope, company }));
}
