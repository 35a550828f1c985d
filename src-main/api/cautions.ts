/** What the window says first of the scores of a run: the sentences of the terminal. */
export { cautionsOf } from '../results/cautions.ts';
