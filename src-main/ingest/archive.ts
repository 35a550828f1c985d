/** Files in ZIP archives have paths as if the archive were a folder: `tweets.zip/2018/july.csv`. */
import { open, stat } from 'node:fs/promises';
import { dirname, join, matchesGlob, relative, sep } from 'node:path';
import { counted } from '../counted.ts';
import { didYouMean } from '../suggest.ts';
import { isPackedDocument, isZip, SIGNATURE_BYTES } from './file-signature.ts';
import { ArchiveProblem, zipMembers } from './zip-file.ts';
import type { ZipMember } from './zip-file.ts';

/** Where the bytes of a file are: on the disk, or in an archive there. */
export interface FilePlace {
  path: string;
  /** null: the file is no archive, or one of those that are documents. */
  member: ZipMember | null;
}

/** So many files of an archive are named when one of them is asked for. */
const NAMED = 10;

/**
 * Where the bytes of a file are. An archive that holds one file stands for it.
 *
 * @throws ArchiveProblem if it is no file, or an archive that cannot be read, holds several files, or not the one that is named
 * @throws what the system says where there is no such file
 */
export async function placeOf(path: string): Promise<FilePlace> {
  const { archive, inner } = await splitPath(path);
  const members = await filesOf(archive);
  if (members === null) {
    // Says what the system says: there is no such file.
    if (inner !== '') await stat(path);
    return { path: archive, member: null };
  }
  if (inner !== '') return { path: archive, member: named(members, inner) };
  const [only, ...others] = members;
  if (only === undefined) throw new ArchiveProblem('it is a ZIP archive without files.');
  if (others.length > 0) throw new ArchiveProblem(whichOf(path, members));
  return { path: archive, member: only };
}

/**
 * The paths of the files that a path in an archive, or that of an archive, stands for: all of them, those in a folder,
 * or those that match a pattern, in the order of their names. Empty: it stands for none, or is no archive that can be
 * read.
 */
export async function filesInArchive(path: string): Promise<string[]> {
  try {
    const { archive, inner } = await splitPath(path);
    const names = ((await filesOf(archive)) ?? []).map(({ name }) => name);
    const pattern = inner.normalize('NFC');
    // A name may look like a pattern.
    const wanted = names.includes(pattern)
      ? [pattern]
      : names.filter((name) => inner === '' || name.startsWith(`${pattern}/`) || matchesGlob(name, pattern));
    return wanted.map((name) => join(archive, name)).toSorted();
  } catch {
    // Whoever reads the path says why it cannot be read.
    return [];
  }
}

/** The path of the file that a path stands for: of the only one in an archive, else itself. */
export async function onlyFile(path: string): Promise<string> {
  const [only, ...others] = await filesInArchive(path);
  return only === undefined || others.length > 0 ? path : only;
}

/** A path as that of a file on the disk, and the rest of it behind that, with `/` between folders. */
async function splitPath(path: string): Promise<{ archive: string; inner: string }> {
  for (let archive = path; ; archive = dirname(archive)) {
    // A folder that is not there ends the search, and so does one that is.
    const found = await stat(archive).catch(() => null);
    if (found?.isFile() === true) {
      return { archive, inner: relative(archive, path).replaceAll(sep, '/') };
    }
    if (found !== null || dirname(archive) === archive) return { archive: path, inner: '' };
  }
}

/** The files in an archive; null: the file is none, or is a document that is packed as one. */
async function filesOf(path: string): Promise<readonly ZipMember[] | null> {
  const found = await stat(path);
  if (found.isDirectory()) return null;
  if (!found.isFile()) {
    throw new ArchiveProblem(
      'it is a pipe or a device, which can be read only once. Save its content to a file, and import that.',
    );
  }
  const head = await firstBytes(path, SIGNATURE_BYTES);
  if (!isZip(head)) return null;
  try {
    const members = await zipMembers(path);
    return members.some(({ name }) => DOCUMENT_PARTS.has(name)) ? null : members;
  } catch (error) {
    // Documents that are damaged are still none to unpack.
    if (error instanceof ArchiveProblem && isPackedDocument(head)) return null;
    throw error;
  }
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
  return buffer.subarray(0, bytesRead);
}

/** Office documents of Microsoft, those of OpenDocument and books, and programs in Java hold these. */
const DOCUMENT_PARTS = new Set(['[Content_Types].xml', 'mimetype', 'META-INF/MANIFEST.MF']);

function named(members: readonly ZipMember[], inner: string): ZipMember {
  const name = inner.normalize('NFC');
  const found = members.find((member) => member.name === name);
  if (found !== undefined) return found;
  const known = members.map((member) => member.name);
  throw new ArchiveProblem(`there is no such file in the archive.${didYouMean(name, known)}`);
}

function whichOf(path: string, members: readonly ZipMember[]): string {
  const names = members.map(({ name }) => name).toSorted();
  const first = names.slice(0, NAMED).join(', ');
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return (
    `it is a ZIP archive of ${counted(names.length, 'file')}: ${first}${more}. ` +
    `Name one of them as if the archive were a folder: ${join(path, names[0] ?? '')}`
  );
}
