import { z } from 'zod';
import { UserError } from '../errors.ts';
import { remedySchema } from '../remedies.ts';
import { schemaSentence } from '../schema-sentence.ts';

/** An error as a user meets it: what happened, and what to do. */
export const problemSchema = z.object({
  /** use: the request is wrong; input: a file is wrong; failure: ours or the machine's. */
  kind: z.enum(['use', 'input', 'failure']),
  message: z.string(),
  /** What helps, the most obvious first; absent: nothing that is known. */
  remedies: z.array(remedySchema).readonly().exactOptional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What a user can do about errors that the system or SQLite names by a code. */
const advice: Readonly<Record<string, string>> = {
  ENOENT: 'The file does not exist.',
  EACCES: 'You do not have permission to read or write the file.',
  EPERM: 'You do not have permission to read or write the file.',
  EROFS: 'The file system is read-only.',
  EISDIR: 'This is a folder; name a file in it.',
  ENOSPC: 'The disk is full. Free some space and try again.',
  EMFILE: 'Too many files are open. Close other programs and try again.',
  SQLITE_BUSY: 'Another program is writing to this workspace. Wait for it to finish and try again.',
  SQLITE_FULL: 'The disk is full. Free some space and try again.',
  SQLITE_READONLY: 'The workspace cannot be written to. Check the permissions of its folder.',
  SQLITE_CORRUPT: 'The workspace file is damaged. Restore a backup, or import into a new workspace.',
};

/** What is wrong with a path that somebody gave. */
const wrongPath: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'The path, or a name in it, is too long.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  ELOOP: 'The path leads through a link that points to itself.',
  ERR_INVALID_ARG_VALUE: 'The path has a character that no path can have.',
};

/**
 * Where a line begins with it, the folder of the copy of an uploaded file, which its user has never seen:
 * `/my/workspace/incoming/1e535aa1b3a4/` before `prices.csv: the file is empty.`
 */
const folderOfUpload = /^(?:[A-Za-z]:)?[\\/].*?[\\/]incoming[\\/][0-9a-f]{12}[\\/]/gm;

/** The error as a user meets it. Never throws, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof UserError) {
    const { kind, message, remedies } = error;
    const shown = { kind, message: message.replaceAll(folderOfUpload, '') };
    return remedies.length === 0 ? shown : { ...shown, remedies: [...remedies] };
  }
  if (error instanceof z.ZodError) return { kind: 'use', message: schemaSentence(error.issues) };
  if (!(error instanceof Error)) return { kind: 'failure', message: String(error) };
  const message = [...messages(error)].join(': ');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const wrong = wrongPath[code];
  if (wrong !== undefined) return { kind: 'use', message: wrong };
  const known = advice[code] ?? advice[code.split('_').slice(0, 2).join('_')];
  return { kind: 'failure', message: known === undefined ? message : `${known} (${message})` };
}

/** The error that a problem of another process stands for. */
export function errorOf(problem: Problem): Error {
  if (problem.kind === 'failure' && problem.remedies === undefined) return new Error(problem.message);
  const { kind, message, remedies = [] } = problem;
  return new UserError(kind, message, { remedies });
}

function* messages(error: Error): Generator<string> {
  yield error.message === '' ? error.name : error.message;
  if (error.cause instanceof Error) yield* messages(error.cause);
}
