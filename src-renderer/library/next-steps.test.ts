import { expect, it } from 'vitest';
import { nextSteps } from './next-steps.ts';

const file = { kind: 'stockerbot', accepted: 9, labels: null };

it('after labels one trains, after texts alone one looks at them, after nothing there is no next step', () => {
  expect(nextSteps([{ ...file, kind: null }])).toEqual([]);
  expect(nextSteps([file]).map(({ to }) => to)).toEqual(['/tickers', '/label', '/companies']);
  const labels = { ...file, labels: { documents: 4 } } as Parameters<typeof nextSteps>[0][number];
  expect(nextSteps([file, labels]).map(({ to }) => to)).toEqual(['/train', '/study/new', '/tickers']);
  // Labels that found no text are nothing to train on.
  const none = { ...file, labels: { documents: 0 } } as Parameters<typeof nextSteps>[0][number];
  expect(nextSteps([none]).map(({ to }) => to)[0]).toBe('/tickers');
});
