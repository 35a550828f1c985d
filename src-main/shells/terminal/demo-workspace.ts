import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { looksFile } from '../../runs/looks.ts';
import { openStore } from '../../store/open.ts';
import type { ReadableStore } from '../../store/store.ts';
import { overview } from '../../store/overview.ts';
import { listRuns } from '../../store/runs.ts';
import { filesBesideWeights } from '../../checkpoints/derived-files.ts';
import { isUnused } from '../../store/sole-user.ts';

/** The file that says that a folder is a workspace of the demo. Nothing without it is ever cleared. */
export const markerFile = 'contexture-demo.json';

const contentsSchema = z.object({
  documents: z.int(),
  /** By who gave them: a person, a file, a rule, a model. */
  labels: z.record(z.string(), z.int()),
  prices: z.int(),
  sources: z.array(z.string()),
  runs: z.int(),
});
type Contents = z.infer<typeof contentsSchema>;

const markerSchema = z.object({
  madeBy: z.literal('contexture demo'),
  /** Whole path of the user's file that is shown; null: the bundled sample. */
  file: z.string().nullable(),
  /** What the demo left when it had ended; null: it was stopped. */
  contents: contentsSchema.nullable(),
});
type Marker = z.infer<typeof markerSchema>;

/** Where a demo works, and a sentence about it where there is something to say. */
export interface DemoWorkspace {
  folder: string;
  note: string | null;
}

/**
 * Takes a folder for the demo: `base`, or the first of `base-2`, `base-3`, ... that is the demo's to use.
 *
 * The sample's demo starts anew each time. Its folder is cleared only if the demo made it, nobody has it open, and it
 * holds nothing but what the demo left there. A file of the user's keeps its folder, and what was done in it.
 */
export function takeDemoWorkspace(base: string, file: string | null): DemoWorkspace {
  try {
    return take(base, file === null ? null : realpathSync(file));
  } catch (cause) {
    throw new UserError(
      'use',
      `Cannot create a folder for the demo at ${base}: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Name another one with --workspace.',
      { cause },
    );
  }
}

function take(base: string, file: string | null): DemoWorkspace {
  let reasonOfBase: string | null = null;
  for (let number = 1; ; number++) {
    const folder = number === 1 ? base : `${base}-${number}`;
    const reason = isEmpty(folder) ? null : obstacle(folder, file);
    if (reason === null) {
      prepare(folder, file);
      return { folder, note: reasonOfBase && `${base} was left untouched: ${reasonOfBase}.` };
    }
    reasonOfBase ??= reason;
  }
}

function prepare(folder: string, file: string | null): void {
  mkdirSync(folder, { recursive: true });
  if (file !== null && readMarker(folder) !== null) return;
  clearDemoWorkspace(folder);
  writeMarker(folder, { madeBy: 'contexture demo', file, contents: null });
}

/** Notes what the demo leaves in a folder that it took, so that the next one can tell it from what the user adds. */
export function finishDemoWorkspace(folder: string, store: ReadableStore): void {
  const marker = readMarker(folder);
  const contents = contentsOf(store);
  // What somebody else added meanwhile must not be taken for the demo's.
  if (marker?.file === null && isItsOwn(contents, null)) writeMarker(folder, { ...marker, contents });
}

/** Name of the folder for a file of the user's: `demo-` and the name of the file, as far as any system takes it. */
export function demoName(file: string): string {
  const name = basename(file, extname(file))
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
  return name === '' ? 'demo-file' : `demo-${name}`;
}

function isEmpty(folder: string): boolean {
  if (!existsSync(folder)) return true;
  return statSync(folder).isDirectory() && readdirSync(folder).length === 0;
}

/** Why the demo may not use a folder that has something in it, or null. */
function obstacle(folder: string, file: string | null): string | null {
  const marker = readMarker(folder);
  if (marker === null) return `it has no ${markerFile}, so the demo may not have created it`;
  if (marker.file !== file) return 'it belongs to the demo of another file';
  if (file !== null) return null;
  try {
    if (!existsSync(join(folder, 'contexture.db'))) return null;
    if (!isUnused(folder)) return 'it is open in another program';
    const store = openStore(folder);
    try {
      return isItsOwn(contentsOf(store), marker.contents)
        ? null
        : 'it contains data, labels or runs of yours';
    } finally {
      store.close();
    }
  } catch (error) {
    return `its database cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** A demo that was stopped may have come as far as it wanted, with nothing but the sample. */
function isItsOwn(found: Contents, left: Contents | null): boolean {
  if (left !== null) return JSON.stringify(found) === JSON.stringify(left);
  const foreign = Object.keys(found.labels).some((origin) => origin !== 'import');
  return !foreign && found.prices === 0 && found.sources.every((name) => sampleFiles.has(name));
}

const sampleFiles = new Set(['stockerbot-sample.csv', 'sentiment.csv']);

function contentsOf(store: ReadableStore): Contents {
  const { documents, labels, prices, sources } = overview(store);
  const byOrigin: Record<string, number> = {};
  for (const { origin, count } of labels) byOrigin[origin] = (byOrigin[origin] ?? 0) + count;
  return {
    documents,
    labels: byOrigin,
    prices: prices.rows,
    sources: sources.map(({ name }) => name).toSorted(),
    runs: listRuns(store).length,
  };
}

const databases = ['contexture.db', join('cache', 'vectors.db'), join('cache', 'states.db')];

/** Files of a run's folder. */
const runFiles = [
  'config.json',
  'contexture.json',
  'run.json',
  'model.safetensors',
  'position.safetensors',
  'ngrams.tsv',
  'ngrams.tsv.new',
  // Of a run over a checkpoint.
  ...filesBesideWeights,
];

/** Removes by name what a demo makes; whatever else lies in the folder stays. */
function clearDemoWorkspace(folder: string): void {
  for (const name of databases) {
    for (const suffix of ['', '-wal', '-shm', '-journal', '-checksums'])
      rmSync(join(folder, `${name}${suffix}`), { force: true });
  }
  rmSync(join(folder, looksFile), { force: true });
  const runs = join(folder, 'runs');
  if (!existsSync(runs)) return;
  for (const run of readdirSync(runs).filter((name) => /^\d+$/u.test(name))) {
    for (const name of runFiles) rmSync(join(runs, run, name), { force: true });
  }
}

function readMarker(folder: string): Marker | null {
  try {
    return markerSchema.parse(JSON.parse(readFileSync(join(folder, markerFile), 'utf8')));
  } catch {
    return null;
  }
}

function writeMarker(folder: string, marker: Marker): void {
  writeFileSync(join(folder, markerFile), `${JSON.stringify(marker, null, 2)}\n`);
}
