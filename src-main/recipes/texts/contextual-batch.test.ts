import { expect, test } from 'vitest';
import { Vocabulary } from '../../text/vocabulary.ts';
import { classWeights, meanLoss } from '../../training/class-weights.ts';
import { contextualBatch } from './contextual-batch.ts';
import { warmUpAndDecay } from '../../training/schedule.ts';
import { TokenStore } from './token-store.ts';

const texts = () => new TokenStore(new Vocabulary(['<padding>', '<unknown>', '<number>', 'a', 'b', 'c']), 4);

test('each distinct text stands once in a batch, the window most recent first', () => {
  const store = texts();
  const [a, b, c] = ['a', 'b b', 'c'].map((text) => store.addText(text));
  const examples = [
    { text: c!, window: [a!, b!] },
    { text: b!, window: [a!] },
  ];
  const { tokens, mask, input, window, windowMask } = contextualBatch(examples, store, 2, 3);
  const rowOf = (id: number) => [...store.get(id)];
  const row = (index: number) => {
    const length = tokens!.shape[1]!;
    return [...tokens!.data.subarray(index * length, (index + 1) * length)].filter(Boolean);
  };
  expect([...input!.data].map(row)).toEqual([rowOf(c!), rowOf(b!)]);
  expect([...window!.data.subarray(0, 2)].map(row)).toEqual([rowOf(b!), rowOf(a!)]);
  expect(row(window!.data[3]!)).toEqual(rowOf(a!));
  expect([...windowMask!.data]).toEqual([1, 1, 0, 1, 0, 0]);
  expect([...mask!.data].reduce((sum, value) => sum + value, 0)).toBe(4);
});

test('a window longer than the model reads keeps its most recent texts', () => {
  const store = texts();
  const [a, b, c] = ['a', 'b', 'c'].map((text) => store.addText(text));
  const { tokens, window } = contextualBatch([{ text: a!, window: [a!, b!, c!] }], store, 1, 1);
  expect(tokens!.data[window!.data[0]! * tokens!.shape[1]!]).toBe(store.get(c!)[0]);
});

test('without context there is no window', () => {
  const store = texts();
  const batch = contextualBatch([{ text: store.addText('a'), window: [] }], store, 1, 0);
  expect(Object.keys(batch).toSorted()).toEqual(['input', 'mask', 'tokens']);
});

test('balanced class weights are those of scikit-learn', () => {
  // compute_class_weight('balanced', classes=[0, 1], y=[0, 0, 0, 1]) = [0.6667, 2]
  expect([...classWeights([0, 0, 0, 1], 2, 'balanced')].map((weight) => weight.toFixed(4))).toEqual([
    '0.6667',
    '2.0000',
  ]);
  expect([...classWeights([0, 0, 0, 1], 2, 'none')]).toEqual([1, 1]);
});

test('the loss is the weighted mean that PyTorch takes', () => {
  const probabilities = [Float32Array.of(0.5, 0.5), Float32Array.of(0.25, 0.75)];
  const expected = (1 * Math.log(2) + 3 * Math.log(4 / 3)) / 4;
  expect(meanLoss(probabilities, [0, 1], Float32Array.of(1, 3))).toBeCloseTo(expected, 6);
});

test('the learning rate warms up over a tenth of the steps and decays to a tenth of the peak', () => {
  const rates = Array.from({ length: 101 }, (_, step) => warmUpAndDecay(1, step, 100));
  expect(rates[0]).toBeCloseTo(0.1);
  expect(rates[9]).toBeCloseTo(1);
  expect(rates[100]).toBeCloseTo(0.1);
  expect(Math.max(...rates)).toBe(1);
});

test('no row is longer than what the recipe reads of a text, for which it has positions', () => {
  const store = texts();
  const text = store.addText('a b c a b c');
  const { tokens } = contextualBatch([{ text, window: [] }], store, 1, 0);
  expect(tokens!.shape).toEqual([1, 4]);
});
