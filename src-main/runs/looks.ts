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

/**
 * All looks of a workspace, and more that may not be kept in it. Those of runs that an earlier version tested are known
 * of their predictions.
 */
export function looksIn(store: ReadableStore, more: readonly Look[] = []): Looks {
  const kept = keptLooks(store);
  const all = [...kept, ...looksOfRuns(store, kept), ...more];
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

/** Models that were scored on labelled texts. */
export interface CountedLooks {
  /** How many have been on these texts and labels in the workspace, these included; null: no label was scored. */
  looks: number | null;
  /** Why these are not counted later, as a sentence; null: they are. */
  looksProblem: string | null;
}

/** Keeps that models were scored on labelled texts, and counts all that were. */
export function countLooks(
  store: ReadableStore,
  texts: readonly TestedText[],
  by: readonly string[],
): CountedLooks {
  if (texts.length === 0) return { looks: null, looksProblem: null };
  const part = testPartFingerprint(texts);
  const own = by.map((one) => ({ part, by: one }));
  const looksProblem = append(store, own);
  return { looks: looksIn(store, own).ofPart(part), looksProblem };
}

/** The same of a run, and of its ensemble where it has one, on texts that need not be its own test part. */
export function countLooksOfRun(
  store: ReadableStore,
  { run, ensemble }: { run: number; ensemble: boolean },
  texts: readonly TestedText[],
): CountedLooks {
  return countLooks(
    store,
    texts,
    looksAt('', run, ensemble).map(({ by }) => by),
  );
}

/**
 * Keeps the look of a run, and of its ensemble where it has one, at its own test part, if it was tested.
 * @returns why it could not be kept, as a sentence; null: it was
 */
export function keepLookOfRun(store: ReadableStore, run: number, ensemble: boolean): string | null {
  const texts = testPartOfRun(store, run);
  return texts.length === 0 ? null : append(store, looksAt(testPartFingerprint(texts), run, ensemble));
}

/** Looks of a run at its own test part. */
function looksAt(part: string, run: number, ensemble: boolean): Look[] {
  const look = { part, by: `run ${run}`, run };
  return ensemble ? [look, { part, by: `run ${run}, ensemble` }] : [look];
}

/**
 * What was measured is never lost for this.
 * @returns why they could not be kept, as a sentence; null: they were
 */
function append(store: ReadableStore, looks: readonly Look[]): string | null {
  const path = join(store.dir, looksFile);
  try {
    const before = contentOf(store);
    const known = new Set(before.split('\n'));
    const lines = looks.map((look) => JSON.stringify(look)).filter((line) => !known.has(line));
    if (lines.length === 0) return null;
    // Who wrote last may have been stopped in the middle of a line.
    const begun = before === '' || before.endsWith('\n') ? '' : '\n';
    appendFileSync(path, `${begun}${lines.join('\n')}\n`);
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `Later counts of the models that were scored on these test texts lack this one, since ${path} cannot be written: ${error.message}.`;
  }
}

function contentOf(store: ReadableStore): string {
  const path = join(store.dir, looksFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function keptLooks(store: ReadableStore): Look[] {
  return contentOf(store)
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

/** The looks of the runs of a workspace that are not all kept. */
function looksOfRuns(store: ReadableStore, kept: readonly Look[]): Look[] {
  let parts = partsOfRuns.get(store);
  if (!parts) partsOfRuns.set(store, (parts = new Map()));
  const known = new Set(kept.flatMap(({ by, run }) => (run === undefined ? [] : [by])));
  return testedRuns(store).flatMap(({ run, ensemble }) => {
    if (looksAt('', run, ensemble).every(({ by }) => known.has(by))) return [];
    let part = parts.get(run);
    if (part === undefined) parts.set(run, (part = testPartFingerprint(testPartOfRun(store, run))));
    return looksAt(part, run, ensemble);
  });
}
