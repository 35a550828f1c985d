/** What the window calls the models of a result: one list of names for the window and the terminal. */
export { baselineName, modelAlone } from '../results/baseline-names.ts';
