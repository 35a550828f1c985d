import { expect, it } from 'vitest';
import { nextSteps } from './next-steps.ts';

const file = { kind: 'stockerbot', accepted: 9, labels: null };

it('after labels one trains, after texts alone one looks at them, after nothing there is no next step', () => {
  expect(nextSteps([{ ...file, kind: null }], 9)).toEqual([]);
  expect(nextSteps([file], 0).map(({ to }) => to)).toEqual(['/tickers', '/label', '/companies']);
  expect(nextSteps([file], 4).map(({ to }) => to)).toEqual(['/train', '/study/new', '/tickers']);
});
