import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { placeOf } from './archive.ts';
import type { Unreadable } from './file-signature.ts';
import { whyNoLines } from './lines.ts';
import type { EncodingName } from './reading.ts';
import { ArchiveProblem } from './zip-file.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EISDIR: 'it is a folder, not a file.',
  EACCES: 'you do not have permission to read it.',
  EPERM: 'you do not have permission to read it.',
  EIO: 'the disk failed to read it.',
  ESTALE: 'its disk is no longer there.',
  ENAMETOOLONG: 'its name is too long.',
  Z_BUF_ERROR: 'its compressed data are cut off.',
  ELOOP: 'it is a link that points to itself.',
};

/** Does something with a file; if it cannot be read, throws a UserError that says why. */
export async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = await reasonOf(error, path);
    if (reason === null) throw error;
    throw new UserError('input', `${path}: ${reason}`, { cause: error });
  }
}

/** Why a file cannot be read, as the error of the system or of its archive says; null if that is not what the error is about. */
export async function reasonOf(error: unknown, path: string): Promise<string | null> {
  if (error instanceof ArchiveProblem) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? (/^Z(?:STD)?_/.test(code) ? 'its compressed data are damaged.' : null);
  return code === 'ENOENT' ? `${reason}${didYouMean(basename(path), await namesBeside(path))}` : reason;
}

/**
 * Why a file cannot be read as text, found without reading all of it: it is not there, is no file, may not be read, or
 * holds no text. null: it can be, as far as is known.
 */
export async function whyUnreadable(path: string, encoding: EncodingName | null): Promise<Unreadable | null> {
  try {
    const { path: file } = await placeOf(path);
    const found = await stat(file);
    if (found.isDirectory()) return because('it is a folder, not a file.');
    await access(file, constants.R_OK);
    return await whyNoLines(path, encoding);
  } catch (error) {
    const reason = await reasonOf(error, path);
    if (reason === null) throw error;
    return because(reason);
  }
}

function because(message: string): Unreadable {
  return { message, remedies: [] };
}

async function namesBeside(path: string): Promise<string[]> {
  try {
    return await readdir(dirname(path));
  } catch {
    return [];
  }
}
