import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import type { ReadableStore } from '../store/store.ts';
import { runNotes } from '../store/run-notes.ts';
import { listRuns, runById, runIds, runsOfCurve, standing, type StoredRun } from '../store/runs.ts';
import { answersOf, inShort, measuresOf, parseResult, recipes } from '../configs/all.ts';
import { storedConfigSchema } from '../configs/stored.ts';
import { windowOf } from '../configs/contextual.ts';
import { type Looks, looksIn } from './looks.ts';
import { hasPosition } from './run-folder.ts';
import type { RunRow, UnreadableRun } from '../training/types.ts';

/** All runs that can be read, newest first. */
export function listRunRows(store: ReadableStore): RunRow[] {
  const looks = looksWhenAsked(store);
  return listRuns(store).flatMap((run) => readOr(store, run, looks, () => []));
}

/** Runs that cannot be read, newest first, and why: one of them hides no others. */
export function unreadableRuns(store: ReadableStore): UnreadableRun[] {
  const looks = looksWhenAsked(store);
  return listRuns(store).flatMap((run) => {
    const found: UnreadableRun[] = [];
    readOr(store, run, looks, (problem) => {
      found.push({ id: run.id, recipe: run.recipe, problem });
      return [];
    });
    return found;
  });
}

function readOr(
  store: ReadableStore,
  run: StoredRun,
  looks: () => Looks,
  otherwise: (problem: string) => RunRow[],
): RunRow[] {
  try {
    return [toRow(store, run, looks)];
  } catch (error) {
    if (error instanceof UserError) return otherwise(error.message);
    throw error;
  }
}

/** @throws UserError that lists the runs, if there is no such run. */
export function runRow(store: ReadableStore, id: number): RunRow {
  const run = runById(store, id);
  if (!run) throw noSuchRun(store, id);
  return toRow(store, run, looksWhenAsked(store));
}

/** The runs of a learning curve, in the order they were trained. */
export function curveRows(store: ReadableStore, curve: number): RunRow[] {
  const looks = looksWhenAsked(store);
  return runsOfCurve(store, curve).map((run) => toRow(store, run, looks));
}

/** All looks of the workspace, which few who ask for runs need: they are counted when they are asked for, once. */
function looksWhenAsked(store: ReadableStore): () => Looks {
  let looks: Looks | null = null;
  return () => (looks ??= looksIn(store));
}

function toRow(store: ReadableStore, stored: StoredRun, looks: () => Looks): RunRow {
  const { host: _, pid: __, ...run } = stored;
  const content = contentOf(stored);
  const { state, problem, remedies } = standing(store, stored);
  const resumable = (state === 'cancelled' || state === 'failed') && hasPosition(store, run.id);
  const resuming: Remedy[] = resumable ? [{ action: 'resume', run: run.id }] : [];
  return {
    ...run,
    ...content,
    inShort: inShort(content.config),
    window: windowOf(content.config),
    answers: answersOf(content.recipe),
    measures: content.result === null ? [] : measuresOf(content.result),
    state,
    problem,
    // Whether it can be resumed is known of its files, now.
    remedies: [...remedies.filter((one) => !('action' in one && one.action === 'resume')), ...resuming],
    resumable,
    notes: runNotes(store, run.id),
    get looks() {
      return looks().ofRun(run.id);
    },
  };
}

/** @throws UserError if what is stored of a run is not what this version knows. */
function contentOf({ id, recipe, config, result }: StoredRun): Pick<RunRow, 'recipe' | 'config' | 'result'> {
  try {
    return {
      recipe: z.enum(recipes).parse(recipe),
      config: storedConfigSchema.parse(JSON.parse(config)),
      result: result === null ? null : parseResult(JSON.parse(result)),
    };
  } catch (cause) {
    throw new UserError(
      'input',
      `Run ${id} cannot be read: its settings or its result are damaged, or another version of Contexture wrote them.` +
        ' Train it again.',
      { cause },
    );
  }
}

/** Stretches of run numbers that a sentence names; of more only the latest. */
const namedStretches = 6;

/** There is no such run; lists those that there are. */
export function noSuchRun(store: ReadableStore, id: number): UserError {
  const stretches = stretchesOf(runIds(store));
  const none = `There is no run ${id}.`;
  if (stretches.length === 0) {
    return new UserError('use', `${none} Nothing has been trained in this workspace yet.`, {
      remedies: [{ action: 'train', recipe: 'contextual-sentiment' }],
    });
  }
  const latest = stretches.slice(-namedStretches);
  const only = latest.length === 1 && !latest[0]!.includes(' ');
  const last = latest.pop()!;
  const list = latest.length === 0 ? last : `${latest.join(', ')} and ${last}`;
  const which = stretches.length > namedStretches ? 'latest runs' : 'runs';
  const are = only ? `The only run is ${list}` : `The ${which} are ${list}`;
  return new UserError('use', `${none} ${are}.`, { remedies: [{ action: 'list', what: 'runs' }] });
}

/** Numbers in rising order as stretches: `1 to 5`, `7`. */
function stretchesOf(ids: readonly number[]): string[] {
  const stretches: [number, number][] = [];
  for (const id of ids) {
    const last = stretches.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else stretches.push([id, id]);
  }
  return stretches.flatMap(([from, to]) => {
    if (from === to) return [String(from)];
    return to === from + 1 ? [String(from), String(to)] : [`${from} to ${to}`];
  });
}
