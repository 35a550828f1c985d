import type { Database, Statement } from 'better-sqlite3';

export interface SlowQuery {
  /** As it was prepared, on one line: parameters stand as `?` or by their name, never with their values. */
  sql: string;
  /** Milliseconds that the database took, waiting for other processes included. */
  ms: number;
}

export interface SlowQueryLog {
  /** Only statements that take this long or longer are logged, in milliseconds. */
  threshold: number;
  log: (query: SlowQuery) => void;
}

let current: SlowQueryLog | null = null;

/** Logs the slow statements of all workspaces that this process opens from now on; null: of none. */
export function logSlowQueriesOf(log: SlowQueryLog | null): void {
  current = log;
}

/** Times the statements of a database if this process logs slow ones. */
export function watched(db: Database): Database {
  const log = current;
  if (log === null) return db;
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => timed(prepare(sql), log);
  return db;
}

/** A call of a statement costs two readings of the clock more. */
function timed<S extends Statement>(statement: S, { threshold, log }: SlowQueryLog): S {
  const note = (ms: number): void => {
    if (ms >= threshold) log({ sql: statement.source.replaceAll(/\s+/g, ' ').trim(), ms });
  };
  const clocked =
    <R>(call: (...given: unknown[]) => R) =>
    (...given: unknown[]): R => {
      const started = performance.now();
      try {
        return call(...given);
      } finally {
        note(performance.now() - started);
      }
    };
  const iterate = statement.iterate.bind(statement);
  return Object.assign(statement, {
    get: clocked(statement.get.bind(statement)),
    all: clocked(statement.all.bind(statement)),
    run: clocked(statement.run.bind(statement)),
    iterate: (...given: unknown[]) => timedRows(iterate(...given), note),
  });
}

/** Rows as they are taken. Only the time in which the database looks for them counts, not what is done with them. */
function* timedRows<Row>(rows: IterableIterator<Row>, note: (ms: number) => void): IterableIterator<Row> {
  let ms = 0;
  try {
    for (;;) {
      const started = performance.now();
      const next = rows.next();
      ms += performance.now() - started;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    rows.return?.();
    note(ms);
  }
}
