/** The reader and the sink of an import, for records that do not come in its file. */
import type { RecognisedFile } from './kinds/kind.ts';
import type { Line } from './lines.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import type { Sink, StoreOutcome, Taken } from './sink.ts';

/** What an import of a file reads records with, and stores them in. */
export interface ImportParts {
  read(lines: readonly Line[]): Outcome<object>[];
  /** Stores records that were read well; `kept`: those to be taken again when another file is forgotten, as JSON. */
  take(outcomes: readonly Outcome<object>[]): { stored: StoreOutcome[]; kept: ReadonlyMap<number, object> };
}

/**
 * What an import of the file reads with, and stores in.
 *
 * @param first the first lines of the file, from which its reader learns whether quotes enclose fields
 */
export async function importParts(
  file: RecognisedFile,
  first: readonly Line[],
  target: Omit<Parameters<RecognisedFile['store']>[0], 'path' | 'encoding' | 'pump'>,
): Promise<ImportParts> {
  const parts = Promise.withResolvers<ImportParts>();
  // What an import would do once all is read does not come: it is stopped by its reader and its sink being known.
  const pump = <T>(reader: RecordReader<T>, sink: Sink<T>): Promise<never> => {
    const known = new Map<Outcome<object>, Taken<T>>();
    parts.resolve({
      read: (lines) => {
        if (file.layout.form === 'delimited') {
          reader.read(first);
          reader.end();
        }
        return [...reader.read(lines), ...reader.end()].map((outcome): Outcome<object> => {
          if (!outcome.ok) return outcome;
          const shown = { ...outcome, value: {} };
          known.set(shown, outcome);
          return shown;
        });
      },
      take: (outcomes) => {
        const stored = sink.take(outcomes.flatMap((outcome) => known.get(outcome) ?? []));
        sink.end?.();
        return { stored, kept: sink.kept() };
      },
    });
    return new Promise(() => {});
  };
  file.store({ ...target, path: '', encoding: null, pump }).catch(parts.reject);
  return parts.promise;
}
