/** How word vectors and their coverage are told, for the window. */
export { coverageInWords } from '../results/coverage-in-words.ts';
