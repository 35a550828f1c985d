import type { DocumentRow } from '../store/types.ts';
import type { ContextSpec } from './spec.ts';

export interface ContextItem {
  document: DocumentRow;
  ageMs: number;
}

/** The window of a document, or of a company at a time. `items` run from the oldest to the most recent. */
export interface ContextWindow {
  input: DocumentRow | null;
  symbols: string[];
  at: number;
  spec: ContextSpec;
  items: ContextItem[];
}
