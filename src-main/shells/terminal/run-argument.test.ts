import { expect, test } from 'vitest';
import { runArgument, runOption } from './run-argument.ts';

test.each(['3', ' 3 ', '#3', 'run 3', 'run-3', 'Run3'])('"%s" is run 3', (value) => {
  expect(runArgument(value)).toBe(3);
});

test.each(['', 'one', '0', '-1', '1.5', '3x', 'run', 'run-', '1e3', '99999999999999999999'])(
  '"%s" is no run',
  (value) => {
    expect(() => runArgument(value)).toThrow(
      `A run is given by its number, such as 3, #3 or run-3, not "${value}"`,
    );
    expect(() => runOption('--resume')(value)).toThrow('--resume takes a run by its number');
  },
);
