import { describe, expect, it } from 'vitest';
import { duration } from './format.ts';
import { isInteractive, progressLines } from './progress.ts';

describe('durations', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    // 59.6 s is a minute, and 719.6 s twelve: never "11 min 60 s".
    [59.6, '1 min 00 s'],
    [719.6, '12 min 00 s'],
    [65, '1 min 05 s'],
    [3599.6, '1 h 00 min'],
    [7380, '2 h 03 min'],
    [86_400, '24 h 00 min'],
  ])('%d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('a bar', () => {
  const terminal = { isTTY: true };

  it('is drawn in a terminal that moves its cursor, and nowhere else', () => {
    expect(isInteractive(terminal, { TERM: 'xterm' })).toBe(true);
    expect(isInteractive(terminal, { TERM: 'xterm', NO_COLOR: '' })).toBe(true);
    expect(isInteractive(terminal, { TERM: 'xterm', NO_COLOR: '1' })).toBe(false);
    expect(isInteractive(terminal, { TERM: 'dumb' })).toBe(false);
    expect(isInteractive({}, { TERM: 'xterm' })).toBe(false);
  });
});

it('without a terminal, names every phase once and every epoch on its line', () => {
  const lines: string[] = [];
  const { emit, end } = progressLines((line) => lines.push(line));
  const progress = (stage: string, done: number) =>
    emit({ type: 'progress', stage, done, total: 2, unit: 'steps' });
  progress('baselines', 0);
  progress('baselines', 1);
  progress('training', 1);
  emit({ type: 'metric', name: 'valid.loss', step: 1, epoch: 1, value: 0.5 });
  emit({ type: 'metric', name: 'valid.macroF1', step: 1, epoch: 1, value: 0.25 });
  progress('training', 2);
  emit({ type: 'metric', name: 'valid.loss', step: 2, epoch: 2, value: 0.4 });
  end();
  expect(lines).toEqual([
    'baselines …',
    'training …',
    'epoch 1: valid.loss 0.5000, valid.macroF1 0.2500',
    'epoch 2: valid.loss 0.4000',
  ]);
});
