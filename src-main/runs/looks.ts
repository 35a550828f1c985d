/**
 * How often a test part has been looked at in a workspace: each model that was scored on it is one look, whether a run,
 * its ensemble, a training of a study, or a run that was evaluated on a file of these texts. The same model twice is one
 * look, since it says the same; baselines, which choose nothing, are none.
 */
import { hash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReadableStore } from '../store/store.ts';
import { testedRuns, testPartOfRun, type TestedText } from '../store/tested-parts.ts';

/** A look a line, in the workspace; it stays when the run is forgotten. */
export const looksFile = 'looks.jsonl';

const lineSchema = z.object({
  /** Fingerprint of the test part. */
  part: z.string(),
  /** What was scored on it. */
  by: z.string(),
  /** The run whose own test part it is; missing: of none. */
  run: z.int().optional(),
});
type Look = z.infer<typeof lineSchema>;

/** Fingerprint of a test part: its texts with their labels, in whatever order. */
export function testPartFingerprint(texts: readonly TestedText[]): string {
  const lines = texts.map(({ document, text, truth }) => JSON.stringify([document ?? text, truth]));
  return hash('sha256', lines.toSorted().join('\n'));
}

export interface Looks {
  /** How many models have been scored on a part. */
  ofPart(part: string): number;
  /** How many have been scored on the test part of a run, it and its ensemble included; null: it was not tested. */
  ofRun(run: number): number | null;
}

/** All looks of a workspace. Those of runs that an earlier version tested are known of their predictions. */
export function looksIn(store: ReadableStore): Looks {
  const all = [...keptLooks(store), ...looksOfRuns(store)];
  const byPart = Map.groupBy(all, ({ part }) => part);
  const own = new Map(all.flatMap(({ part, run }) => (run === undefined ? [] : [[run, part] as const])));
  const ofPart = (part: string) => new Set(byPart.get(part)?.map(({ by }) => by)).size;
  return {
    ofPart,
    ofRun: (run) => {
      const part = own.get(run);
      return part === undefined ? null : ofPart(part);
    },
  };
}

/** Keeps looks at a part; where the workspace cannot be written they are not kept. */
export function keepLooks(store: ReadableStore, part: string, by: readonly string[]): void {
  append(
    store,
    by.map((one) => ({ part, by: one })),
  );
}

/**
 * Keeps that a run, and its ensemble where it has one, was scored on labelled texts.
 * @returns how many models have been; null: there were no texts
 */
export function looksWith(
  store: ReadableStore,
  { run, ensemble }: { run: number; ensemble: boolean },
  texts: readonly TestedText[],
): number | null {
  if (texts.length === 0) return null;
  const part = testPartFingerprint(texts);
  keepLooks(
    store,
    part,
    looksAt(part, run, ensemble).map(({ by }) => by),
  );
  return looksIn(store).ofPart(part);
}

/** Keeps the look of a run, and of its ensemble where it has one, at its own test part, if it was tested. */
export function keepLookOfRun(store: ReadableStore, run: number, ensemble: boolean): void {
  const texts = testPartOfRun(store, run);
  if (texts.length > 0) append(store, looksAt(testPartFingerprint(texts), run, ensemble));
}

/** Looks of a run at its own test part. */
function looksAt(part: string, run: number, ensemble: boolean): Look[] {
  const look = { part, by: `run ${run}`, run };
  return ensemble ? [look, { part, by: `run ${run}, ensemble` }] : [look];
}

function append(store: ReadableStore, looks: readonly Look[]): void {
  const known = new Set(keptLooks(store).map((look) => JSON.stringify(look)));
  const lines = looks.map((look) => JSON.stringify(look)).filter((line) => !known.has(line));
  if (lines.length === 0) return;
  try {
    appendFileSync(join(store.dir, looksFile), `${lines.join('\n')}\n`);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}

/** Whether the workspace may be read only. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
  );
}

function keptLooks(store: ReadableStore): Look[] {
  const path = join(store.dir, looksFile);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => lookOf(line) ?? []);
}

/** null: the line is empty, or a process was killed while it wrote it. */
function lookOf(line: string): Look | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** Fingerprints of the test parts of runs, which do not change. */
const partsOfRuns = new WeakMap<ReadableStore, Map<number, string>>();

function looksOfRuns(store: ReadableStore): Look[] {
  let parts = partsOfRuns.get(store);
  if (!parts) partsOfRuns.set(store, (parts = new Map()));
  return testedRuns(store).flatMap(({ run, ensemble }) => {
    let part = parts.get(run);
    if (part === undefined) parts.set(run, (part = testPartFingerprint(testPartOfRun(store, run))));
    return looksAt(part, run, ensemble);
  });
}
