/** Remarks on the labels of a file: what they are called in the workspace, and schemes with very many of them. */
import { counted } from '../counted.ts';
import type { LabelCounts } from './label-counts.ts';
import { isNumeric } from './label-doubts.ts';
import { labelNames } from './label-values.ts';
import type { KnownLabels } from './mixed-labels.ts';

export type NameOf = (scheme: string, value: string) => string;

/** What the labels of a file are called in the workspace; `schemes`: of its columns, in their order. */
export function namesOfLabels(
  counted: readonly LabelCounts[],
  schemes: readonly string[],
  { before, bins }: { before: KnownLabels; bins: readonly number[] | null },
): NameOf {
  const names = new Map(
    [...Map.groupBy(schemes.keys(), (column) => schemes[column]!)].map(([scheme, columns]) => {
      const found = columns.flatMap((column) => counted[column] ?? []);
      const counts = new Map<string, number>();
      for (const column of found) {
        for (const [value, count] of column.counts) counts.set(value, (counts.get(value) ?? 0) + count);
      }
      const divided = found.length > 0 && found.every(isNumeric) ? bins : null;
      return [scheme, labelNames(scheme, counts, { known: before.get(scheme) ?? [], bins: divided })];
    }),
  );
  return (scheme, value) => names.get(scheme)?.(value) ?? value;
}

/** What was made of labels that are called otherwise in the workspace than in the file. */
export function namingNotes(
  counted: readonly LabelCounts[],
  schemes: readonly string[],
  nameOf: NameOf,
  bins: readonly number[] | null,
): string[] {
  return counted.flatMap((column, i) => {
    const scheme = schemes[i]!;
    const called = [...column.counts.keys()].map((value) => [value, nameOf(scheme, value)] as const);
    if (bins !== null && isNumeric(column)) {
      const classes = [...new Set(called.map(([, name]) => name))].toSorted();
      return [
        `the numbers in "${column.column.name}" are stored as ${list(classes)}, divided at ${list(bins)}`,
      ];
    }
    const renamed = called.filter(([value, name]) => value !== name && !isPlain(value, name));
    const pairs = renamed.slice(0, SHOWN).map(([value, name]) => `${value} as ${name}`);
    const more = renamed.length > SHOWN ? `, and ${renamed.length - SHOWN} more` : '';
    return pairs.length === 0
      ? []
      : [
          `in the scheme "${scheme}", labels are stored as the classes that they stand for: ${pairs.join(', ')}${more}`,
        ];
  });
}

/** So many renamed labels are shown. */
const SHOWN = 8;

/** 0 and 1 are negative and positive by convention, and 1.0 is 1. */
function isPlain(value: string, name: string): boolean {
  if (Number(value.replace(',', '.')) === Number(name)) return true;
  return (
    (/^\+?0(?:[.,]0*)?$/.test(value) && name === 'negative') ||
    (/^\+?1(?:[.,]0*)?$/.test(value) && name === 'positive')
  );
}

/** A scheme with more values is remarked on. */
const MANY_VALUES = 50;
/** So few are never too many, however few texts there are. */
const FEW_VALUES = 5;

/** A remark on each scheme with more values than classes usually are. `counts`: values and labelled texts by scheme. */
export function manyValues(counts: ReadonlyMap<string, { values: number; texts: number }>): string[] {
  return [...counts].flatMap(([scheme, { values, texts }]) =>
    values > MANY_VALUES || (values > FEW_VALUES && values * 4 > texts)
      ? [
          `the scheme "${scheme}" has ${counted(values, 'different label')} for ${counted(texts, 'text')}: a model learns little about classes` +
            ' of so few texts, and the column may not be one of labels',
        ]
      : [],
  );
}

function list(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
