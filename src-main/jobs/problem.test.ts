import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { errorOf, problemOf, problemSchema } from './problem.ts';
import type { Remedy } from '../remedies.ts';
import { jobSpecSchema } from './protocol.ts';

describe('the problem of an error', () => {
  it('keeps what is meant for the user', () => {
    expect(problemOf(new UserError('input', 'Row 3 has no text.'))).toEqual({
      kind: 'input',
      message: 'Row 3 has no text.',
    });
  });

  it.each([
    ['/my work space/incoming/1e535aa1b3a4/z.zip: it is a ZIP archive.', 'z.zip: it is a ZIP archive.'],
    ['C:\\w\\incoming\\1e535aa1b3a4\\z.zip: it is empty.', 'z.zip: it is empty.'],
    [
      '2 of 3 files cannot be read, so nothing was imported.\n/w/incoming/1e535aa1b3a4/a b.csv: it is empty.\n/data/c.csv: it is empty.',
      '2 of 3 files cannot be read, so nothing was imported.\na b.csv: it is empty.\n/data/c.csv: it is empty.',
    ],
    ['/data/incoming/z.zip: it is a ZIP archive.', '/data/incoming/z.zip: it is a ZIP archive.'],
  ])('names an uploaded file as its user does: %j', (message, shown) => {
    expect(problemOf(new UserError('input', message)).message).toBe(shown);
  });

  it('tells the causes of a failure', () => {
    const error = new Error('The model cannot be saved', { cause: new Error('the folder is gone') });
    expect(problemOf(error)).toEqual({
      kind: 'failure',
      message: 'The model cannot be saved: the folder is gone',
    });
  });

  it.each([
    ['x'.repeat(5000), 'The path, or a name in it, is too long.'],
    [join(import.meta.filename, 'inside'), 'A part of the path is a file, not a folder.'],
    ['a\0b', 'The path has a character that no path can have.'],
  ])('calls a path that can be none a mistake of who gave it', (path, message) => {
    let caught: unknown;
    try {
      readFileSync(path);
    } catch (error) {
      caught = error;
    }
    expect(problemOf(caught)).toEqual({ kind: 'use', message });
  });

  it('says what to do about an error of the system', () => {
    let caught: unknown;
    try {
      readFileSync('/nowhere/at/all');
    } catch (error) {
      caught = error;
    }
    expect(problemOf(caught).message).toMatch(/^The file does not exist\. \(.*\/nowhere\/at\/all/u);
  });

  it('names the field of a request that does not fit', () => {
    const parsed = jobSpecSchema.safeParse({ kind: 'import', files: [] });
    expect(problemOf(parsed.error)).toMatchObject({ kind: 'use', message: expect.stringContaining('files') });
  });

  it('survives whatever was thrown', () => {
    expect(problemOf(null)).toEqual({ kind: 'failure', message: 'null' });
  });

  it('becomes the same kind of error in another process', () => {
    const error = errorOf({ kind: 'use', message: 'No run 7.' });
    expect(error).toBeInstanceOf(UserError);
    expect(problemOf(error)).toEqual({ kind: 'use', message: 'No run 7.' });
  });

  it.each(['use', 'failure'] as const)('takes its remedies along into another process: %s', (kind) => {
    const remedies: Remedy[] = [
      { setting: 'dates', values: ['mdy', 'dmy'] },
      { action: 'train', recipe: 'topic', settings: { epochs: '2' } },
    ];
    const problem = problemOf(new UserError(kind, 'No.', { remedies }));
    const received = problemSchema.parse(JSON.parse(JSON.stringify(problem)));
    expect(received).toEqual({ kind, message: 'No.', remedies });
    expect(errorOf(received)).toMatchObject({ kind, message: 'No.', remedies });
  });

  it.each([
    { setting: '', values: [] },
    { setting: 'dates' },
    { action: 'resume', run: '1' },
    { action: 'shutdown' },
  ])('with a remedy that is none crosses no border: %j', (remedy) => {
    expect(problemSchema.safeParse({ kind: 'use', message: 'No.', remedies: [remedy] }).success).toBe(false);
  });
});
