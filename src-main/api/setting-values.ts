/** What values a setting takes, in words: the same in the window and the terminal. */
export { valuesInWords } from '../configs/setting-values.ts';
