import { hostname } from 'node:os';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { type Remedy, remedySchema } from '../remedies.ts';
import { listCompanies } from './companies.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import type { MetricPoint, RunState } from './types.ts';
import { isAlive } from './is-alive.ts';
import { endLease, isLeased, removeLease, takeLease } from './lease.ts';

/** A training run as it is stored; `config` and `result` are JSON. */
export interface StoredRun {
  id: number;
  recipe: string;
  state: RunState;
  createdAt: number;
  seconds: number | null;
  config: string;
  dataHash: string | null;
  device: string | null;
  version: string;
  result: string | null;
  problem: string | null;
  /** What helps against the problem: a JSON list of remedies. */
  remedies: string | null;
  /** The first run of the learning curve that it belongs to, or of the sweep whose trial it is. */
  curve: number | null;
  /** The machine and the process that train it, or did. */
  host: string;
  pid: number;
}

const RUNS = `SELECT id, recipe, state, created_at AS createdAt, seconds, config, data_hash AS dataHash, device,
                     version, result, problem, remedies, curve, host, pid FROM run`;

/** Why a run failed whose process did not say so. */
const ended = 'The process that trained this run ended before the run did.';

interface Standing {
  state: RunState;
  problem: string | null;
  remedies: readonly Remedy[];
}

const remediesSchema = z.array(remedySchema);

/** The stored remedies of a run; none where they are damaged, or another version stored some that this one does not know. */
function remediesOf(stored: string | null): Remedy[] {
  if (stored === null) return [];
  try {
    return remediesSchema.parse(JSON.parse(stored));
  } catch {
    return [];
  }
}

const leaseOf = (run: number): string => `run-${run}`;

/** Whether the process that trains a run is alive. Earlier versions took no lease: their processes are known on their own machine. */
function isTrained(dir: string, { id, host, pid }: Pick<StoredRun, 'id' | 'host' | 'pid'>): boolean {
  return isLeased(dir, leaseOf(id)) ?? (host !== hostname() || isAlive(pid));
}

/** How a run stands: one whose process has died has failed, whether or not that has been stored. */
export function standing({ dir }: ReadableStore, run: StoredRun): Standing {
  const { state, problem, remedies } = run;
  if (state === 'running' && !isTrained(dir, run)) return { state: 'failed', problem: ended, remedies: [] };
  return { state, problem: withoutCommand(problem), remedies: remediesOf(remedies) };
}

/** 0.1.0 stored the command that resumes a killed run with its problem; whoever shows the run now adds it. */
function withoutCommand(problem: string | null): string | null {
  return problem?.replace(/ Go on with: contexture train --resume \d+$/u, '') ?? null;
}

/** Begins a run of this process, in the state `running`. Returns its id, which is never used again unless it is withdrawn. */
export function createRun(
  store: WritableStore,
  run: { recipe: string; config: string; version: string },
): number {
  const { lastInsertRowid } = store.db
    .prepare(
      `INSERT INTO run (recipe, state, created_at, config, version, host, pid)
       VALUES (?, 'running', ?, ?, ?, ?, ?)`,
    )
    .run(run.recipe, Date.now(), run.config, run.version, hostname(), process.pid);
  const id = Number(lastInsertRowid);
  if (!takeLease(store.dir, leaseOf(id))) throw new Error(`Somebody has the lease of the new run ${id}.`);
  return id;
}

/**
 * Takes back a run that never made a step, so that it is as if it had not been asked for. The next run has its number,
 * unless another one was begun meanwhile.
 */
export function withdrawRun(store: WritableStore, id: number): void {
  store.db.transaction(() => {
    store.db.prepare('DELETE FROM metric WHERE run_id = ?').run(id);
    store.db.prepare('DELETE FROM run WHERE id = ?').run(id);
    store.db.prepare("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'run' AND seq = ?").run(id);
  })();
  removeLease(store.dir, leaseOf(id));
}

/** Before the names of what a second stage of a training measures: it has epochs of its own. */
export const contextMetrics = 'context.';

/**
 * Takes up a run again in this process, as it stood at the end of an epoch: what was measured later is forgotten.
 * @param at the epoch, of the stage whose metrics have the prefix
 * @throws UserError if another process trains it
 */
export function reopenRun(
  store: WritableStore,
  id: number,
  { prefix, epoch }: { prefix: '' | typeof contextMetrics; epoch: number },
): void {
  if (!takeLease(store.dir, leaseOf(id))) throw new UserError('use', `Run ${id} is being trained already.`);
  store.db.transaction(() => {
    store.db
      .prepare(
        "UPDATE run SET state = 'running', problem = NULL, remedies = NULL, host = ?, pid = ? WHERE id = ?",
      )
      .run(hostname(), process.pid, id);
    const second = `substr(name, 1, ${contextMetrics.length}) = '${contextMetrics}'`;
    const later = prefix === '' ? `(${second} OR epoch > ?)` : `${second} AND epoch > ?`;
    store.db.prepare(`DELETE FROM metric WHERE run_id = ? AND ${later}`).run(id, epoch);
  })();
}

/** Keeps a run that stands still from being resumed until it is let go; null: somebody trains it. */
export function holdRun({ dir }: WritableStore, id: number): Disposable | null {
  if (!takeLease(dir, leaseOf(id))) return null;
  return { [Symbol.dispose]: () => endLease(dir, leaseOf(id)) };
}

/** What may change in a run. */
export type RunChange = Partial<
  Pick<StoredRun, 'state' | 'seconds' | 'dataHash' | 'device' | 'result' | 'problem' | 'remedies' | 'curve'>
>;

const COLUMNS = [
  ['state', 'state'],
  ['seconds', 'seconds'],
  ['dataHash', 'data_hash'],
  ['device', 'device'],
  ['result', 'result'],
  ['problem', 'problem'],
  ['remedies', 'remedies'],
  ['curve', 'curve'],
] as const satisfies readonly (readonly [keyof RunChange, string])[];

/** Sets the given fields of a run and leaves the others. */
export function updateRun(store: WritableStore, id: number, change: RunChange): void {
  store.db.transaction(() => {
    for (const [field, column] of COLUMNS) {
      const value = change[field];
      if (value !== undefined) store.db.prepare(`UPDATE run SET ${column} = ? WHERE id = ?`).run(value, id);
    }
  })();
  if (change.state !== undefined && change.state !== 'running') removeLease(store.dir, leaseOf(id));
}

/** The run of an id, or null. */
export function runById(store: ReadableStore, id: number): StoredRun | null {
  return store.db.prepare<[number], StoredRun>(`${RUNS} WHERE id = ?`).get(id) ?? null;
}

/** All runs, newest first. */
export function listRuns(store: ReadableStore): StoredRun[] {
  return store.db.prepare<[], StoredRun>(`${RUNS} ORDER BY id DESC`).all();
}

/** The numbers of all runs, rising. */
export function runIds(store: ReadableStore): number[] {
  return store.db.prepare<[], number>('SELECT id FROM run ORDER BY id').pluck().all();
}

/** The runs of a learning curve, in the order they were trained. */
export function runsOfCurve(store: ReadableStore, curve: number): StoredRun[] {
  return store.db.prepare<[number], StoredRun>(`${RUNS} WHERE curve = ? ORDER BY id`).all(curve);
}

/** Fails the runs whose process has died without ending them. Returns how many there were. */
export function markInterruptedRuns(store: WritableStore): number {
  const running = store.db
    .prepare<[], Pick<StoredRun, 'id' | 'host' | 'pid'>>(
      "SELECT id, host, pid FROM run WHERE state = 'running'",
    )
    .all();
  const dead = running.filter((run) => !isTrained(store.dir, run));
  for (const { id } of dead) {
    updateRun(store, id, {
      state: 'failed',
      problem: ended,
    });
  }
  return dead.length;
}

/** Adds measured points to a run, in one transaction. */
export function addMetrics(store: WritableStore, run: number, points: readonly MetricPoint[]): void {
  const insert = store.db.prepare(
    'INSERT INTO metric (run_id, name, step, epoch, value) VALUES (?, ?, ?, ?, ?)',
  );
  store.db.transaction(() => {
    for (const { name, step, epoch, value } of points) insert.run(run, name, step, epoch, value);
  })();
}

/** A run's points in the order they were added. A value that is no number (NaN is stored as null) comes back as NaN. */
export function runMetrics(store: ReadableStore, run: number): MetricPoint[] {
  return store.db
    .prepare<[number], Omit<MetricPoint, 'value'> & { value: number | null }>(
      'SELECT name, step, epoch, value FROM metric WHERE run_id = ? ORDER BY id',
    )
    .all(run)
    .map((point) => Object.assign(point, { value: point.value ?? Number.NaN }));
}

/** What a run said of one document. `probabilities` are in the order of the run's classes. */
export interface Prediction {
  document: number;
  part: 'valid' | 'test';
  truth: string;
  predicted: string;
  probabilities: number[];
}

const probabilitiesSchema = z.array(z.number());

/**
 * What a run said of documents, by part and document; where several rows of a file stand at one document, of the first
 * of them. `predictedRows` has all rows.
 */
export function runPredictions(store: ReadableStore, run: number): Prediction[] {
  return store.db
    .prepare<[number], Omit<Prediction, 'probabilities'> & { probabilities: string }>(
      `SELECT document_id AS document, part, truth, predicted, probabilities
       FROM prediction p WHERE run_id = ? AND item = (
         SELECT min(item) FROM prediction f
         WHERE f.document_id = p.document_id AND f.run_id = p.run_id AND f.part = p.part)
       ORDER BY part, document_id`,
    )
    .all(run)
    .map((row) =>
      Object.assign(row, { probabilities: probabilitiesSchema.parse(JSON.parse(row.probabilities)) }),
    );
}

/** Stores the vectors of a run's companies, in one transaction. */
export function saveEmbeddings(
  store: WritableStore,
  run: number,
  rows: readonly { companyId: number; vector: Float32Array }[],
): void {
  const insert = store.db.prepare(
    'INSERT OR REPLACE INTO embedding (run_id, company_id, vector) VALUES (?, ?, ?)',
  );
  store.db.transaction(() => {
    for (const { companyId, vector } of rows) {
      insert.run(run, companyId, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
    }
  })();
}

/** A company's vector (D,) under a run, with how many documents mention the company now. */
export interface CompanyEmbedding {
  companyId: number;
  symbol: string;
  name: string;
  sector: string | null;
  documents: number;
  vector: Float32Array;
}

/** The company vectors of a run, by ticker. */
export function runEmbeddings(store: ReadableStore, run: number): CompanyEmbedding[] {
  const vectors = new Map(
    store.db
      .prepare<[number], [number, Buffer]>('SELECT company_id, vector FROM embedding WHERE run_id = ?')
      .raw()
      .all(run),
  );
  return withVectors(store, vectors);
}

/** Companies with their vectors as they are stored, by company. */
export function withVectors(store: ReadableStore, vectors: ReadonlyMap<number, Buffer>): CompanyEmbedding[] {
  return listCompanies(store)
    .flatMap(({ id, symbol, name, sector, documents }) => {
      const bytes = vectors.get(id);
      if (bytes === undefined) return [];
      // A copy, since a buffer of the database need not start at a multiple of 4.
      return [
        {
          companyId: id,
          symbol,
          name,
          sector,
          documents,
          vector: new Float32Array(new Uint8Array(bytes).buffer),
        },
      ];
    })
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}
