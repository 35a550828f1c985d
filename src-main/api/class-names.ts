/** What classes are called, for the window as for the terminal. */
export { namedMeasure, type NameOf, namesIn, withValue } from '../class-names.ts';
