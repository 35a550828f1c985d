import { expect, test } from 'vitest';
import { inSteps, type Steps } from './in-steps.ts';

/** Work that never ends by itself, a millisecond a step. */
function* endless(): Steps<never> {
  for (;;) {
    const begun = performance.now();
    while (performance.now() - begun < 1);
    yield;
  }
}

function* sum(to: number): Steps<number> {
  let all = 0;
  for (let value = 1; value <= to; value++) {
    all += value;
    yield;
  }
  return all;
}

test('work in steps gives what it returns', async () => {
  await expect(inSteps(sum(1000), null)).resolves.toBe(500_500);
});

test('work in steps ends when it is cancelled by what happens meanwhile', async () => {
  const stopped = new AbortController();
  setTimeout(() => {
    stopped.abort(new Error('cancelled'));
  }, 5);
  await expect(inSteps(endless(), stopped.signal)).rejects.toThrow('cancelled');
});
