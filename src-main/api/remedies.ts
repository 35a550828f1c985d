/** What the window reads of an error that crossed the API. */
export { remedySchema } from '../remedies.ts';
