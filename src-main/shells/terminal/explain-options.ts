/** What `explain` can be asked: of one text, or with `test` of the whole test part. */
export interface ExplainOptions {
  text?: string;
  document?: number;
  company?: string;
  at?: number;
  class?: string;
  wordsOf?: number;
  gradients?: boolean;
  test?: boolean;
  texts?: number;
  others?: number[];
  seed?: number;
  out?: string;
}
