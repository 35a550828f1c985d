import type { Store } from '../store/open.ts';
import { valuesOfSchemes, valuesOfSource } from '../store/source-labels.ts';

/** The labels of each scheme, in the order that a person would list them. */
export type KnownLabels = ReadonlyMap<string, readonly string[]>;

/** What there is of some schemes now, those that a model gave left out. */
export function knownLabels(store: Store, schemes: readonly string[]): KnownLabels {
  return ordered(valuesOfSchemes(store, schemes));
}

/** What a file gave to some schemes; what stood there already is not counted. */
export function labelsOfFile(store: Store, source: number, schemes: readonly string[]): KnownLabels {
  return ordered(valuesOfSource(store, source, schemes));
}

function ordered(values: ReadonlyMap<string, readonly string[]>): KnownLabels {
  return new Map([...values].map(([scheme, found]) => [scheme, found.toSorted(naturally)]));
}

/**
 * A sentence for each scheme whose labels are another set than those of a file: two sets that share a scheme by their
 * heading alone would be learned as one. A file that has only few of a scheme's labels is told of too, unless it has
 * one alone, as a file of corrections may. What is in brackets is for the command line.
 */
export function mixedLabels(before: KnownLabels, file: KnownLabels): string[] {
  return [...before].flatMap(([scheme, had]) => {
    const given = file.get(scheme) ?? [];
    const added = given.filter((value) => !had.includes(value));
    const few = given.length > 1 && given.length < had.length / 2;
    if (had.length === 0 || (added.length === 0 && !few)) return [];
    const does = added.length > 0 ? `adds ${told(added)}` : `has only ${told(given)}`;
    const hint = before.size > 1 ? ' (--columns label=COLUMN --labels NAME)' : ' (--labels NAME)';
    return [
      `the scheme "${scheme}" already had the labels ${told(had)}, and this file ${does}: to keep them apart,` +
        ` import each file again with its own label scheme${hint}`,
    ];
  });
}

const shown = 8;

function told(values: readonly string[]): string {
  const more = values.length - shown;
  return values.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const { compare: naturally } = new Intl.Collator('en', { numeric: true });
