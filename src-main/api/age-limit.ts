/** The greatest age of a text in a window, as reports say it. */
export { limitInWords } from '../study/context/age-in-words.ts';
