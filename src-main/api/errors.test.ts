import { ORPCError, ValidationError } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { apiError } from './errors.ts';

const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => void vi.restoreAllMocks());

describe('an error of the API', () => {
  it('is the user’s own words where the user can mend it, and is not logged', () => {
    const error = apiError(new UserError('input', 'Row 3 has no text.'));
    expect([error.code, error.message]).toEqual(['BAD_REQUEST', 'Row 3 has no text.']);
    expect(error.data).toBeUndefined();
    expect(written).toEqual([]);
  });

  it.each([
    ['input', 'BAD_REQUEST'],
    ['failure', 'INTERNAL_SERVER_ERROR'],
  ] as const)('carries what helps as data: %s', (kind, code) => {
    const remedies = [{ action: 'resume', run: 3 }] as const;
    const error = apiError(new UserError(kind, 'Stopped.', { remedies }));
    expect(error.toJSON()).toMatchObject({ code, message: 'Stopped.', data: { remedies } });
  });

  it('is a failure with its causes otherwise, and is logged with its stack', () => {
    const error = apiError(new Error('no answer', { cause: new Error('the driver is gone') }));
    expect([error.code, error.message]).toEqual(['INTERNAL_SERVER_ERROR', 'no answer: the driver is gone']);
    expect(written.join('')).toContain('errors.test.ts');
  });

  it('names the field of a request that does not fit, in a sentence', () => {
    const input = z.object({ text: z.string().max(10_000), k: z.int().min(1) });
    const { issues } = input.safeParse({ text: 'x'.repeat(11_000), k: -3 }).error!;
    const cause = new ValidationError({ message: 'Input validation failed', issues, data: null });
    expect(apiError(new ORPCError('BAD_REQUEST', { cause })).message).toBe(
      '"text" is too long: it takes at most 10,000 characters. "k" must be at least 1.',
    );
  });

  it('is not logged when the question was taken back', () => {
    apiError(new DOMException('aborted', 'AbortError'));
    expect(written).toEqual([]);
  });

  it('stays what it is when a procedure named it', () => {
    const named = new ORPCError('NOT_FOUND');
    expect(apiError(named)).toBe(named);
  });
});
