import type { ContextSpec } from '../../context/spec.ts';
import { windowReader } from '../../context/window.ts';
import type { ReadableStore } from '../../store/store.ts';
import { type Cell, type Table, columnsOf } from '../../store/table.ts';
import type { TextFilter } from '../../store/text-filter.ts';
import { type WindowInputRow, windowInputs } from '../../store/window-inputs.ts';

const columns = columnsOf({
  document: 'integer',
  published_at: 'time',
  tickers: 'text',
  scope: 'text',
  position: 'integer',
  context_document: 'integer',
  context_published_at: 'time',
  age_seconds: 'number',
});

/** Documents whose windows are made at a time. */
const batch = 1000;
/** Texts that are held in memory to draw windows from, 16 bytes each; a single source may have more. */
const mostHeld = 4_000_000;

/**
 * Context windows: one row for each document and each text of its window, of which position 1 is the most recent.
 * Documents come by ticker and time; one with an empty window has no row.
 *
 * @throws UserError if the filter names what the workspace does not have.
 */
export function windowTable(
  store: ReadableStore,
  filter: TextFilter,
  spec: ContextSpec,
  limit: number | null,
): Table {
  return { columns, rows: windowRows(store, windowInputs(store, filter), spec, limit), total: null };
}

function* windowRows(
  store: ReadableStore,
  documents: Iterable<WindowInputRow>,
  spec: ContextSpec,
  limit: number | null,
): Generator<Cell[]> {
  const read = windowReader(store, spec, mostHeld);
  let left = limit ?? Number.POSITIVE_INFINITY;
  for (const inputs of inBatches(documents, batch)) {
    const { offsets, items, ages } = read(inputs.map(({ document }) => document));
    for (const [index, { document, publishedAt, tickers }] of inputs.entries()) {
      const end = offsets[index + 1]!;
      for (let item = end - 1; item >= offsets[index]!; item--) {
        if (left-- <= 0) return;
        const age = ages[item]!;
        yield [
          document,
          publishedAt,
          tickers,
          spec.scope,
          end - item,
          items[item]!,
          publishedAt - age,
          age / 1000,
        ];
      }
    }
  }
}

function* inBatches<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let held: T[] = [];
  for (const value of values) {
    held.push(value);
    if (held.length < size) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}
