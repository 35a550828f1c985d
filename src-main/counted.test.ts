import { expect, it } from 'vitest';
import { counted } from './counted.ts';

it('writes a count with separators and its noun in the right number', () => {
  expect(counted(27_370, 'text')).toBe('27,370 texts');
  expect(counted(1, 'text')).toBe('1 text');
  expect(counted(0, 'labelled text')).toBe('0 labelled texts');
});

it('takes a plural that is not the singular with an s, and a verb with both', () => {
  expect(counted(1, 'company', 'companies')).toBe('1 company');
  expect(counted(1_035, 'company', 'companies')).toBe('1,035 companies');
  expect(counted(2, 'record was', 'records were')).toBe('2 records were');
});
