/** Which files of a folder make a published checkpoint. */
import { posix } from 'node:path';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { tokenizerFiles } from '../../text/tokenizer-files.ts';
import { indexFile, isPlainName, wholeFile } from '../weight-files.ts';

/** A file of a checkpoint, wherever it is. */
export interface PublishedFile {
  /** Its path in the checkpoint, with `/` between folders. */
  name: string;
  bytes: number;
  open: () => AsyncIterable<Uint8Array>;
}

export const poolingFile = '1_Pooling/config.json';
export const modulesFile = 'modules.json';

/** Files beside the weights. Nothing is a checkpoint without the first; each of the others may be missing. */
const accompanying: ReadonlySet<string> = new Set([
  'config.json',
  ...tokenizerFiles,
  // Tokenisers of other families than BERT.
  'vocab.json',
  'merges.txt',
  modulesFile,
  poolingFile,
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  'README.md',
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
  'LICENCE',
  'NOTICE',
]);

/** Files beside the weights that are larger are none of a checkpoint. */
const largestAccompanying = 100_000_000;

/** The older name of the folder that sentence encoders keep their transformer in. */
const innerTransformer = '0_Transformer';

/**
 * The folders among these paths that hold a published checkpoint: `config.json` beside weights. '' is the outermost.
 * @param weights also folders whose weights are in a format that is not read
 */
export function publishedFolders(
  paths: readonly string[],
  weights = /(?:\.safetensors|\.safetensors\.index\.json)$/,
): string[] {
  const folders = new Map<string, { config: boolean; weights: boolean }>();
  for (const path of paths) {
    const [folder, name] = [folderOf(path), posix.basename(path)];
    const found = folders.get(folder) ?? { config: false, weights: false };
    found.config ||= name === 'config.json';
    found.weights ||= weights.test(name);
    folders.set(folder, found);
  }
  return [...folders]
    .filter(([, found]) => found.config && found.weights)
    .map(([folder]) => folder)
    .toSorted();
}

/**
 * The files of the checkpoint in a folder, under their names in the checkpoint, without what it does not need.
 * @throws UserError if a file is far larger than such files are
 */
export async function checkpointFiles(
  all: readonly PublishedFile[],
  folder: string,
): Promise<PublishedFile[]> {
  const named = new Map<string, PublishedFile>();
  // What describes the whole encoder stands beside the folder of its transformer.
  const outer = posix.basename(folder) === innerTransformer ? folderOf(folder) : null;
  for (const base of outer === null ? [folder] : [outer, folder]) {
    const within = base === '' ? '' : `${base}/`;
    for (const file of all) {
      if (!file.name.startsWith(within)) continue;
      const name = file.name.slice(within.length);
      const isWeights = isPlainName(name) && (name.endsWith('.safetensors') || name === indexFile);
      if (isWeights || accompanying.has(name)) named.set(name, { ...file, name });
    }
  }
  const large = [...named.values()].find(
    ({ name, bytes }) => !name.endsWith('.safetensors') && bytes > largestAccompanying,
  );
  if (large !== undefined) {
    throw new UserError(
      'input',
      `${large.name} has ${counted(large.bytes, 'byte')}, which no such file has.`,
    );
  }
  const weights = await weightsAmong(named);
  return [...named.values()]
    .filter(({ name }) => accompanying.has(name) || weights.has(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `model.safetensors`, or the index with the files that it names; others, such as adapters, are not read. */
async function weightsAmong(files: ReadonlyMap<string, PublishedFile>): Promise<Set<string>> {
  const index = files.get(indexFile);
  if (files.has(wholeFile) || index === undefined) return new Set([wholeFile]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of index.open()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  // Whether it is a good index, and all files are there, is checked when the weights are opened.
  return new Set([indexFile, ...[...files.keys()].filter((name) => text.includes(JSON.stringify(name)))]);
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
