import type { Database } from 'better-sqlite3';
import type { Outcome, Place, Problem } from './outcome.ts';

/** Stores what came of one record: newly, or not because it is there already, or not because it is wrong. */
export type Fate = 'accepted' | 'duplicate' | Problem;

/** A record that was read well. */
export type Taken<T> = Extract<Outcome<T>, { ok: true }>;

/** Takes the records of one file. All its calls for one batch stand in one transaction. */
export interface Sink<T> {
  take(records: readonly Taken<T>[]): Fate[];
}

export interface Counts {
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
}

/** Hands records to a sink, counts their fates, and lists what was not taken. */
export class Intake<T> {
  readonly counts: Counts = { records: 0, accepted: 0, duplicate: 0, rejected: 0 };
  readonly #sink: Sink<T>;
  readonly #reject: (place: Place, problem: Problem) => void;

  constructor(db: Database, source: number, sink: Sink<T>) {
    this.#sink = sink;
    const insert = db.prepare(
      'INSERT INTO reject (source_file, line, byte, column_name, kind, message, raw) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#reject = ({ line, byte, raw }, { column, kind, message }) => {
      insert.run(source, line, byte, column, kind, message, raw);
    };
  }

  take(outcomes: readonly Outcome<T>[]): void {
    const good: Taken<T>[] = [];
    for (const outcome of outcomes) {
      if (outcome.ok) good.push(outcome);
      else this.#count(outcome.place, outcome.problem);
    }
    this.#sink.take(good).forEach((fate, i) => this.#count(good[i]!.place, fate));
  }

  #count(place: Place, fate: Fate): void {
    this.counts.records++;
    if (typeof fate === 'string') {
      this.counts[fate]++;
    } else {
      this.counts.rejected++;
      this.#reject(place, fate);
    }
  }
}
