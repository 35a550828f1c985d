/** What the window says of results that were kept with a run: the sentence of the terminal. */
export { keptInWords } from '../study/explanations/kept-in-words.ts';
