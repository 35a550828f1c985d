/** The roles that several columns can have together, for the window. */
export { severalColumns } from '../ingest/several-columns.ts';
