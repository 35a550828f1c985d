import { expect, it } from 'vitest';
import { joinedColumns, rolesAfter } from './column-roles.ts';

const columns = (...roles: (string | null)[]) => roles.map((role, i) => ({ name: `c${i + 1}`, role }));

it.each(['text', 'label', 'time', 'ticker'])('several columns can be %s', (role) => {
  expect(rolesAfter(columns(role, null, 'url'), 1, role)).toEqual([role, role, 'url']);
});

it.each(['close', 'verified', 'author', 'url', 'volume'])('one column is %s, the one chosen last', (role) => {
  expect(rolesAfter(columns(role, null, 'text'), 1, role)).toEqual([null, role, 'text']);
});

it('a column that is not used leaves the others as they are', () => {
  expect(rolesAfter(columns('text', 'text', null), 0, null)).toEqual([null, 'text', null]);
});

it('what several columns make up together is said; labels are schemes of their own', () => {
  expect(joinedColumns(columns('text', null, 'label', 'text', 'label', 'text', 'time'))).toEqual([
    '“c1”, “c4” and “c6” are read together as text.',
  ]);
});
