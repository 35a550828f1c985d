import type { z } from 'zod';
import type { WritableStore } from '../store/store.ts';
import type { Place } from './outcome.ts';
import type { Sink, StoreOutcome } from './sink.ts';

/** Makes what takes records of a source file again while another one is forgotten. */
type SinkMaker<T> = (store: WritableStore, source: number, forgotten: number) => Sink<T>;

/** How the kept records of a kind of file are taken again. */
export interface Retaken {
  /** What they are stored in depends on the texts that are there, so those come first. */
  matchesTexts: boolean;
  /** What takes them, as JSON with their places. @throws ZodError if one is not of this kind */
  open(
    ...given: Parameters<SinkMaker<object>>
  ): (records: readonly { place: Place; json: string }[]) => StoreOutcome[];
}

/** Kept records of a schema, taken again by a sink. */
export function retaken<T extends object>(
  schema: z.ZodType<T>,
  make: SinkMaker<T>,
  { matchesTexts = false }: { matchesTexts?: boolean } = {},
): Retaken {
  return {
    matchesTexts,
    open: (...given) => {
      const sink = make(...given);
      return (records) => {
        const outcomes = sink.take(
          records.map(({ place, json }) => ({ ok: true, place, value: schema.parse(JSON.parse(json)) })),
        );
        sink.end?.();
        return outcomes;
      };
    },
  };
}
