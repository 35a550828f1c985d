import { RejectWriter } from '../store/reject-writer.ts';
import type { WritableStore } from '../store/store.ts';
import type { Outcome, Place, Problem } from './outcome.ts';

/** What storing one record led to: it is new, or was there already, or is wrong. */
export type StoreOutcome = 'accepted' | 'duplicate' | Problem;

/** A record that was read well. */
export type Taken<T> = Extract<Outcome<T>, { ok: true }>;

/** Takes the records of one file. All its calls for one batch stand in one transaction. */
export interface Sink<T> {
  take(records: readonly Taken<T>[]): StoreOutcome[];
}

export interface Counts {
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
}

/** Hands records to a sink, counts the outcomes, and lists what was not taken. */
export class Intake<T> {
  readonly counts: Counts = { records: 0, accepted: 0, duplicate: 0, rejected: 0 };
  readonly #sink: Sink<T>;
  readonly #rejects: RejectWriter;

  constructor(store: WritableStore, source: number, sink: Sink<T>) {
    this.#sink = sink;
    this.#rejects = new RejectWriter(store, source);
  }

  take(outcomes: readonly Outcome<T>[]): void {
    const good: Taken<T>[] = [];
    for (const outcome of outcomes) {
      if (outcome.ok) good.push(outcome);
      else this.#count(outcome.place, outcome.problem);
    }
    this.#sink.take(good).forEach((stored, i) => this.#count(good[i]!.place, stored));
  }

  #count(place: Place, outcome: StoreOutcome): void {
    this.counts.records++;
    if (typeof outcome === 'string') {
      this.counts[outcome]++;
    } else {
      this.counts.rejected++;
      this.#rejects.add({ ...place, ...outcome });
    }
  }
}
