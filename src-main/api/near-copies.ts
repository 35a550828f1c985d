/** What the window says of near copies and of what is unlike them: the sentences of the terminal. */
export { nearCopiesInWords } from '../results/near-copies.ts';
export { novelInWords } from '../results/novel.ts';
export { guardsInWords } from '../results/window-facts.ts';
