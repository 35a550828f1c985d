import type { WritableStore } from '../store/store.ts';
import { valuesOfSchemes, valuesOfSource } from '../store/source-labels.ts';
import type { ImportResult } from './types.ts';

/** The labels of each scheme, in the order that a person would list them. */
export type KnownLabels = ReadonlyMap<string, readonly string[]>;

/** What there is of some schemes now, those that count as truth. */
export function knownLabels(store: WritableStore, schemes: readonly string[]): KnownLabels {
  return ordered(valuesOfSchemes(store, schemes));
}

/** What a file gave to some schemes; what stood there already is not counted. */
export function labelsOfFile(store: WritableStore, source: number, schemes: readonly string[]): KnownLabels {
  return ordered(valuesOfSource(store, source, schemes));
}

function ordered(values: ReadonlyMap<string, readonly string[]>): KnownLabels {
  return new Map([...values].map(([scheme, found]) => [scheme, found.toSorted(naturally)]));
}

/**
 * A sentence for each scheme whose labels are another set than those of a file: two sets that share a scheme by their
 * heading alone would be learned as one. A file that has only a few of a scheme's labels gets one too, unless it has
 * one label alone, as a file of corrections may.
 */
export function mixedLabels(
  before: KnownLabels,
  file: KnownLabels,
): Pick<ImportResult, 'notes' | 'remedies'> {
  const notes = [...before].flatMap(([scheme, had]) => {
    const given = file.get(scheme) ?? [];
    const added = given.filter((value) => !had.includes(value));
    const few = given.length > 1 && given.length < had.length / 2;
    if (had.length === 0 || (added.length === 0 && !few)) return [];
    const does = added.length > 0 ? `adds ${listed(added)}` : `has only ${listed(given)}`;
    const again =
      before.size > 1
        ? 'import each label column of the files by itself, with its own label scheme'
        : 'import each file again with its own label scheme';
    return [
      `the scheme "${scheme}" already had the labels ${listed(had)}, and this file ${does}: to keep them apart, ${again}`,
    ];
  });
  return { notes, remedies: notes.length === 0 ? [] : [{ setting: 'labels', values: [] }] };
}

/** So many labels are listed. */
const shown = 8;

function listed(values: readonly string[]): string {
  const more = values.length - shown;
  return values.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const { compare: naturally } = new Intl.Collator('en', { numeric: true });
