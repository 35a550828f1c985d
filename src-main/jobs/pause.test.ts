import { expect, test } from 'vitest';
import { PauseGate } from './pause.ts';

function gate(): { gate: PauseGate; told: boolean[]; stop: () => void } {
  const controller = new AbortController();
  const told: boolean[] = [];
  return {
    gate: new PauseGate(controller.signal, (paused) => told.push(paused)),
    told,
    stop: () => controller.abort(),
  };
}

test('a job that nobody paused goes through without a word', async () => {
  const { gate: open, told } = gate();
  await open.passed();
  expect(told).toEqual([]);
});

test('a job waits until it may go on, and tells of both', async () => {
  const { gate: closed, told } = gate();
  closed.set(true);
  const passed = closed.passed();
  expect(told).toEqual([true]);
  closed.set(false);
  await passed;
  expect(told).toEqual([true, false]);
});

test('one that is paused again before it has gone on waits on', async () => {
  const { gate: closed, told, stop } = gate();
  closed.set(true);
  const passed = closed.passed();
  closed.set(false);
  closed.set(true);
  await new Promise(setImmediate);
  expect(told).toEqual([true]);
  stop();
  await passed;
  expect(told).toEqual([true, false]);
});

test('a job that is stopped waits no longer, and cannot be paused any more', async () => {
  const { gate: closed, told, stop } = gate();
  closed.set(true);
  const passed = closed.passed();
  stop();
  await passed;
  closed.set(true);
  await closed.passed();
  expect(told).toEqual([true, false]);
});
