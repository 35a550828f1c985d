import { expect, test } from 'vitest';
import { stateText } from './study-state.ts';

const asked = {
  begunAt: 0,
  scheme: 'sentiment',
  symbols: null,
  encoders: ['words'],
  seeds: 5,
  windows: [8],
  scopes: ['company'],
  trainings: 1200,
  done: 7,
  texts: null,
};

test('a study runs, was stopped, is finished or cannot be read', () => {
  expect(stateText({ asked, sentence: null }, true)).toBe('running: 7 of 1,200 trainings');
  expect(stateText({ asked, sentence: null }, false)).toBe('stopped after 7 of 1,200 trainings');
  expect(stateText({ asked: { ...asked, done: 1200 }, sentence: 'Context adds.' }, false)).toBe('finished');
  expect(stateText({ asked: null, sentence: null }, false)).toBe('not readable');
});
