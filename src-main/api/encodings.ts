/** The encodings that the window offers. */
export { encodings } from '../ingest/encoding-names.ts';
