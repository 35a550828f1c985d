/** Columns whose values are no classes: each text has its own, or they are measured numbers. */
import { counted } from '../counted.ts';
import type { Question } from './kinds/kind.ts';
import { countSampleLabels } from './label-counts.ts';
import type { LabelCounts } from './label-counts.ts';
import { labelsAtEdge, separatorAt } from './label-edges.ts';
import { classKey, labelIn, labelNumber } from './label-values.ts';
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';
import type { Sample } from './sample.ts';
import type { Table } from './table.ts';

/** In fewer rows, each can have a class of its own. */
const LEAST_ROWS = 20;
/** Stars in halves are ten classes. */
const MOST_FRACTIONS = 20;

/**
 * The question about a column of labels that its values contradict, for the first such column; null: there is none.
 *
 * @param all of all columns of labels of the file
 * @param bins bounds by which numbers become classes; null: none
 */
export function labelQuestion(all: readonly LabelCounts[], bins: readonly number[] | null): Question | null {
  for (const labels of all) {
    const question = questionAbout(labels, all, bins);
    if (question !== null) return question;
  }
  return bins === null || all.length === 0 || all.some(isNumeric) ? null : noNumbers(all[0]!);
}

/** The questions about the labels of a table that its first lines raise. */
export function labelQuestions(table: Table, { lines, reading }: Sample): Question[] {
  const question =
    columnQuestion(table, lines) ??
    edgeQuestion(table, lines, reading) ??
    labelQuestion(countSampleLabels(table, lines), reading.bins);
  return question === null ? [] : [question];
}

/** Whether a column is one of labels, where that is in doubt. */
function columnQuestion(table: Table, lines: readonly Line[]): Question | null {
  const { layout, headingLine, heading, mapping, doubt } = table;
  const [text] = mapping.text ?? [];
  if (doubt === undefined || text === undefined) return null;
  const values = sampleRecords(lines, layout)
    .filter(({ place }) => place.line > headingLine)
    .map(({ fields }) => labelIn(fields.at(doubt === 0 ? 0 : -1)));
  const shown = [...new Set(values)].slice(0, 3).map(shortened);
  const nameOf = (column: number): string => {
    const name = heading?.[column] ?? '';
    return /^[\p{L}][\p{L}\p{N} _.-]*$/u.test(name) ? name : String(column + 1);
  };
  const name = heading?.[doubt] || `number ${doubt + 1}`;
  return {
    message: `its column ${heading?.[doubt] ? `"${name}"` : name} (${shown.join(', ')}, …) may be one of labels or of something else.`,
    remedies: [
      {
        setting: 'columns',
        values: [`text=${nameOf(text)},label=${nameOf(doubt)}`, `text=${nameOf(text)}`],
      },
    ],
  };
}

/** Whether lines that are read as one text each begin or end in labels. */
function edgeQuestion({ layout }: Table, lines: readonly Line[], reading: Reading): Question | null {
  if (layout.form !== 'lines' || reading.delimiter === '\n') return null;
  const labels = labelsAtEdge(lines);
  if (labels === null) return null;
  const separator = separatorAt(lines, labels.edge);
  return {
    message:
      `its lines ${labels.edge} with what may be labels (${labels.values.slice(0, 3).map(shortened).join(', ')}), which would` +
      ' become part of the texts. Say what separates them from the texts, or that each line is a text.',
    remedies: [{ setting: 'delimiter', values: [...(separator === null ? [] : [separator]), 'lines'] }],
  };
}

function questionAbout(
  own: LabelCounts,
  all: readonly LabelCounts[],
  bins: readonly number[] | null,
): Question | null {
  const { labelled, counts, column } = own;
  const several = column.classes && [...counts.keys()].find((value) => !column.classes?.includes(value));
  if (several !== undefined) {
    return {
      message:
        `its columns ${column.name.replaceAll('+', ', ')} mark one class in most rows, but line ${own.lines.get(several)}` +
        ` marks ${several.replaceAll('+', ' and ')}. Say which columns hold labels.`,
      remedies: [{ setting: 'columns', values: ['label='] }],
    };
  }
  const values = new Set([...counts.keys()].map(classKey));
  const areNumbers = isNumeric(own);
  if (areNumbers && bins !== null) return null;
  const isScale = areNumbers && [...values].some((value) => !Number.isInteger(Number(value)));
  // Stars are above zero.
  const isMeasured = [...values].some((value) => Number(value) < 0) || values.size > MOST_FRACTIONS;
  const tooManyFractions = isScale && values.size >= 5 && (isMeasured || values.size * 4 > labelled);
  const asManyAsRows = labelled >= LEAST_ROWS && values.size >= 0.9 * labelled;
  if (!tooManyFractions && !asManyAsRows) return null;
  const [first = '', second = ''] = counts.keys();
  const example = `"${shortened(first)}" in line ${own.lines.get(first)}, "${shortened(second)}" in line ${own.lines.get(second)}`;
  const others = all.filter((other) => other !== own).map(({ column: { name } }) => name);
  const withoutIt = { setting: 'columns', values: [`label=${others.join('+')}`] };
  return {
    message:
      `its column "${column.name}" has ${counted(values.size, 'different value')} in ${counted(labelled, 'text')} (${example}), so they are` +
      ` no labels. Say ${areNumbers ? 'where one class ends and the next one begins, or ' : ''}that the column is no label.`,
    remedies: areNumbers ? [{ setting: 'bins', values: [binsFor(values)] }, withoutIt] : [withoutIt],
  };
}

function noNumbers({ column, counts, lines }: LabelCounts): Question {
  const value = [...counts.keys()].find((label) => labelNumber(label) === null) ?? '';
  const seen = counts.size === 0 ? 'is empty' : `has "${shortened(value)}" in line ${lines.get(value)}`;
  return {
    message: `bins were given, but its column "${column.name}" ${seen}; bins divide numbers.`,
    remedies: [],
  };
}

/** Whether all labels of a column are numbers. */
export function isNumeric({ counts }: LabelCounts): boolean {
  return counts.size > 0 && [...counts.keys()].every((value) => labelNumber(value) !== null);
}

/** Bounds for an example: a twentieth around zero as of VADER's compound score, else the middle. */
function binsFor(values: ReadonlySet<string>): string {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, Number(value));
    most = Math.max(most, Number(value));
  }
  if (least < 0 && most > 0 && least >= -1 && most <= 1) return '-0.05,0.05';
  return String(Number(((least + most) / 2).toPrecision(2)));
}

function shortened(value: string): string {
  return value.length <= 40 ? value : `${value.slice(0, 40)}…`;
}
