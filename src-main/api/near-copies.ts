/** What the window says of near copies: the sentence of the terminal. */
export { nearCopiesInWords } from '../results/near-copies.ts';
