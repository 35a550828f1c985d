/** Which settings have an effect, for the window as for the terminal. */
export { unmetChoices } from '../setting-conditions.ts';
