import { expect, test } from 'vitest';
import type { StudyExpectation } from '../../src-main/api/types.ts';
import { pointsText, timeText } from './expected-words.ts';

const expected: StudyExpectation = {
  study: 'abc',
  trainings: 10,
  done: 2,
  texts: { train: 100, valid: 20, test: 40 },
  clusters: 7,
  classes: ['down', 'up'],
  detectable: 0.0221,
  ifAlike: null,
  detectableSentence: '',
  warnings: [],
  processes: 2,
  time: { seconds: 185, from: 'earlier' },
};

test('differences are in points', () => {
  expect(pointsText(expected.detectable)).toBe('2.2 points');
  expect(pointsText(expected.ifAlike)).toBe('none');
});

test('the time is rounded up, and says how it is known', () => {
  expect(timeText(expected)).toEqual({
    value: 'about 4 min',
    detail: '2 trainings at a time, by earlier trainings here',
  });
  expect(timeText({ ...expected, processes: 1, time: { seconds: 12, from: 'usual' } })).toEqual({
    value: 'under a minute',
    detail: 'one training at a time, by a computer with two cores',
  });
  expect(timeText({ ...expected, time: { seconds: 3 * 3600 + 1, from: 'usual' } }).value).toBe(
    'about 3 h 01 min',
  );
});

test('what is not known is said', () => {
  expect(timeText({ ...expected, time: null }).value).toBe('not known');
  expect(timeText({ ...expected, done: 10 }).value).toBe('none');
});
