/** What the window says of a context model: the sentences of the terminal. */
export { contextSentence } from '../results/context-sentence.ts';
