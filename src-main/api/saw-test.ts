/** What the window says of texts that were seen before a training: the sentences of the terminal. */
export { sawTestInWords } from '../results/scores.ts';
