import { KeptRecordWriter, type RecordOutcome } from '../store/kept-records.ts';
import { RejectWriter } from '../store/reject-writer.ts';
import type { WritableStore } from '../store/store.ts';
import type { Outcome, Place, Problem } from './outcome.ts';

/** What storing one record led to: it is new, or was there already, or is wrong. */
export type StoreOutcome = 'accepted' | 'duplicate' | Problem;

/** A record that was read well. */
export type Taken<T> = Extract<Outcome<T>, { ok: true }>;

/** Takes the records of one file. */
export interface Sink<T> {
  /** Each call looks at the whole corpus, so it is given as many records as there are in a transaction. */
  readonly takesMany?: true;
  take(records: readonly Taken<T>[]): StoreOutcome[];
  /** Stores what was only counted; to be called at the end of a transaction. */
  end?(): void;
  /**
   * Records of the last call that found what another file had brought, by their places in it. They are kept, in the form
   * that the `retaken` of their kind reads, so that they can be taken again when the other file is forgotten.
   */
  kept(): ReadonlyMap<number, object>;
}

export interface Counts {
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
}

/** Hands records to a sink, counts the outcomes, lists what was not taken, and keeps what other files brought too. */
export class Intake<T> {
  readonly counts: Counts = { records: 0, accepted: 0, duplicate: 0, rejected: 0 };
  readonly #sink: Sink<T>;
  readonly #rejects: RejectWriter;
  readonly #kept: KeptRecordWriter;

  constructor(store: WritableStore, source: number, sink: Sink<T>) {
    this.#sink = sink;
    this.#rejects = new RejectWriter(store, source);
    this.#kept = new KeptRecordWriter(store, source);
  }

  /** Takes the records of one transaction. */
  take(batches: Iterable<readonly Outcome<T>[]>): void {
    if (this.#sink.takesMany) this.#take([...batches].flat());
    else for (const outcomes of batches) this.#take(outcomes);
    this.#sink.end?.();
  }

  #take(outcomes: readonly Outcome<T>[]): void {
    const first = this.counts.records;
    const good: Taken<T>[] = [];
    const items: number[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.ok) {
        good.push(outcome);
        items.push(first + i);
      } else this.#count(outcome.place, outcome.problem);
    }
    const stored = this.#sink.take(good);
    for (const [i, outcome] of stored.entries()) this.#count(good[i]!.place, outcome);
    for (const [i, record] of this.#sink.kept()) {
      const { line, byte } = good[i]!.place;
      const outcome = nameOfOutcome(stored[i]!);
      this.#kept.keep({ item: items[i]!, line, byte, outcome, record: JSON.stringify(record) });
    }
  }

  #count(place: Place, outcome: StoreOutcome): void {
    this.counts.records++;
    this.counts[nameOfOutcome(outcome)]++;
    if (typeof outcome !== 'string') this.#rejects.add({ ...place, ...outcome });
  }
}

export function nameOfOutcome(outcome: StoreOutcome): RecordOutcome {
  return typeof outcome === 'string' ? outcome : 'rejected';
}
