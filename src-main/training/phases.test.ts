import { expect, test, vi } from 'vitest';
import { Phases } from './phases.ts';

test('phases follow each other without a gap, and those of one name add up', () => {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const told: string[] = [];
  const phases = new Phases((name) => told.push(name));
  phases.add('before', 4);
  phases.begin('training');
  now += 2000;
  phases.begin('testing');
  now += 500;
  phases.begin('training');
  now += 1000;
  expect(phases.end()).toEqual([
    { name: 'before', seconds: 4 },
    { name: 'training', seconds: 3 },
    { name: 'testing', seconds: 0.5 },
  ]);
  now += 9000;
  expect(phases.end().map(({ seconds }) => seconds)).toEqual([4, 3, 0.5]);
  expect(told).toEqual(['training', 'testing', 'training']);
  vi.restoreAllMocks();
});
