import { expect, it } from 'vitest';
import { textOfBytes } from './byte-characters.ts';

// As tokens stand in the vocabulary of the published roberta-base.
it.each([
  ['Ġjumped', ' jumped'],
  ['cafÃ©', 'café'],
  ['Ċ', '\n'],
  ['âĢ¦', '…'],
  ['<s>', '<s>'],
  ['Ã', '\uFFFD'],
  ['日本', '日本'],
])('%s is read as "%s"', (token, text) => {
  expect(textOfBytes(token)).toBe(text);
});
