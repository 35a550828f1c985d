/** How often a test part was looked at: the sentence of the terminal. */
export { looksInWords } from '../results/looks.ts';
