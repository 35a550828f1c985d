import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { messageOf, remediesOf } from './message-of.ts';

const remedies = [{ setting: 'dates', values: ['mdy', 'dmy'] }];

test('an error of the API and the problem of a job say what is wrong and what helps', () => {
  const error = new ORPCError('BAD_REQUEST', { message: 'No.', data: { remedies } });
  expect([messageOf(error), remediesOf(error)]).toEqual(['No.', remedies]);
  const problem = { kind: 'input', message: 'No.', remedies };
  expect([messageOf(problem), remediesOf(problem)]).toEqual(['No.', remedies]);
});

test.each([
  [new Error('lost'), 'lost'],
  ['a sentence', 'a sentence'],
  [{ message: 'No.' }, 'No.'],
  [new ORPCError('NOT_FOUND', { message: 'No.', data: { remedies: 'none' } }), 'No.'],
  [{ message: 'No.', remedies: [{ action: 'shutdown' }] }, 'No.'],
])('what carries no remedies has none: %j', (error, message) => {
  expect([messageOf(error), remediesOf(error)]).toEqual([message, []]);
});
