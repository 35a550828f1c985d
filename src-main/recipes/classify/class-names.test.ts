import { expect, test } from 'vitest';
import { namedClasses } from './class-names.ts';

const names = (published: string[], renaming: string | null, values: string[] = []) =>
  namedClasses(published, renaming, values).map(({ name }) => name);

test('classes keep their names unless they are given others', () => {
  expect(names(['LABEL_0', 'LABEL_1'], null)).toEqual(['LABEL_0', 'LABEL_1']);
  expect(names(['LABEL_0', 'LABEL_1'], ' LABEL_1=very good , LABEL_0=bad,')).toEqual(['bad', 'very good']);
  expect(names(['LABEL_1', 'LABEL_10'], 'LABEL_10=ten')).toEqual(['LABEL_1', 'ten']);
  // "=" within a published name, and within a new one.
  expect(names(['a', 'a=b'], 'a=b=c')).toEqual(['a', 'c']);
});

test('a label that differs by capitals only is meant, where it is the only one', () => {
  expect(names(['NEGATIVE', 'Neutral', 'positive'], null, ['negative', 'positive', 'neutral'])).toEqual([
    'negative',
    'neutral',
    'positive',
  ]);
  expect(names(['POS', 'NEG'], null, ['positive', 'negative'])).toEqual(['POS', 'NEG']);
  // Two labels that could be meant, and two classes that could mean one.
  expect(names(['UP', 'down'], null, ['up', 'Up', 'down'])).toEqual(['UP', 'down']);
  expect(names(['UP', 'Up'], null, ['up'])).toEqual(['UP', 'Up']);
  // A given name as well.
  expect(names(['LABEL_0', 'LABEL_1'], 'LABEL_0=BAD', ['bad', 'good'])).toEqual(['bad', 'LABEL_1']);
});

test('what cannot be is refused with the names that there are', () => {
  expect(() => names(['LABEL_0', 'LABEL_1'], 'LABEL_2=bad')).toThrow(
    'no class "LABEL_2". Did you mean "LABEL_0" or "LABEL_1"? The classes of the checkpoint are LABEL_0 and LABEL_1.',
  );
  expect(() => names(['a', 'b'], 'bad')).toThrow('"bad" names no class');
  expect(() => names(['a', 'b'], 'a=')).toThrow('The class "a" is given no name');
  expect(() => names(['a', 'b'], 'a=c,a=d')).toThrow('The class "a" is named twice');
  expect(() => names(['a', 'b', 'c'], 'a=up,b=up')).toThrow('a and b cannot both be "up"');
  expect(() => names(['a', 'b'], 'a=b')).toThrow('a and b cannot both be "b"');
});
