/** The tables of a study for other programs. */
import { csvLine } from '../../csv-line.ts';
import type { ArmSummary, StudyResult } from './result.ts';
import { armKey, isArm } from './arms.ts';
import { pInWords, signed } from './sentence.ts';
import { armInWords } from './summary.ts';

export function armsCsv({ arms }: Pick<StudyResult, 'arms'>): string {
  const head = [
    'arm',
    'role',
    'scope',
    'n',
    'greatest age, hours',
    'encoder',
    'seeds',
    'accuracy',
    'accuracy sd',
    'accuracy standard error',
    'macro F1',
    'macro F1 sd',
    'accuracy on novel texts',
    'macro F1 on novel texts',
    'log loss',
    'ECE',
    'seeds without context',
    'parameters',
    'settings tried',
    'test texts with a window',
    'test texts that saw later ones',
  ];
  const rows = arms.map((arm) => [
    arm.arm,
    arm.role,
    arm.scope ?? '',
    arm.n ?? '',
    arm.age === undefined ? '' : arm.age / 3_600_000,
    arm.encoder ?? '',
    arm.seeds,
    arm.accuracy.mean,
    arm.accuracy.sd ?? '',
    arm.standardError,
    arm.macroF1.mean,
    arm.macroF1.sd ?? '',
    arm.novel?.accuracy.mean ?? '',
    arm.novel?.macroF1.mean ?? '',
    arm.logLoss?.mean ?? '',
    arm.ece?.mean ?? '',
    arm.withoutContext ?? '',
    arm.parameters ?? '',
    arm.tried,
    arm.n === null ? '' : arm.withWindow.test,
    arm.n === null ? '' : arm.later.test,
  ]);
  return [head, ...rows].map((row) => csvLine(row)).join('');
}

export function comparisonsCsv({ comparisons }: Pick<StudyResult, 'comparisons'>): string {
  const head = ['a', 'b', 'metric', 'difference', 'low', 'high', 'p', 'p after Holm'];
  const rows = comparisons.map(({ a, b, metric, difference, low, high, p, pHolm }) => [
    a,
    b,
    metric,
    difference,
    low,
    high,
    p,
    pHolm,
  ]);
  return [head, ...rows].map((row) => csvLine(row)).join('');
}

/** A line of the table of a study, for people. */
export interface TableLine {
  arm: ArmSummary;
  name: string;
  accuracy: string;
  macroF1: string;
  /** Accuracy on novel texts; empty: it is not known. */
  novel: string;
  /** To the text alone, in points of accuracy: `+2.8 [+1.3, +4.2]`; empty: it is not compared. */
  difference: string;
  /** Not corrected. */
  uncorrected: string;
  /** After Holm. */
  p: string;
}

export function tableLines({ arms, comparisons }: Pick<StudyResult, 'arms' | 'comparisons'>): TableLine[] {
  const several = new Set(arms.flatMap(({ encoder }) => encoder ?? [])).size > 1;
  return arms.map((arm) => {
    const compared = comparisons.find(
      ({ a, b, metric }) => a === armKey(arm) && metric === 'accuracy' && b.split(' ')[0] === 'none',
    );
    const spread = ({ mean, sd }: ArmSummary['accuracy']) =>
      sd === null ? mean.toFixed(3) : `${mean.toFixed(3)} ± ${sd.toFixed(3)}`;
    return {
      arm,
      name: isArm(arm.arm) ? armInWords({ ...arm, arm: arm.arm }, several) : arm.arm,
      accuracy: spread(arm.accuracy),
      macroF1: spread(arm.macroF1),
      novel: arm.novel ? spread(arm.novel.accuracy) : '',
      difference: compared
        ? `${signed(compared.difference)} [${signed(compared.low)}, ${signed(compared.high)}]`
        : '',
      uncorrected: compared ? pInWords(compared.p) : '',
      p: compared ? pInWords(compared.pHolm) : '',
    };
  });
}

/** What an arm is for, where its name does not say it. */
const remarks: Partial<Record<ArmSummary['role'], string>> = { placebo: ' (placebo)', leak: ' (a leak)' };

/**
 * A table with booktabs, as wide as the column of a page, with a caption that says what its numbers are; names of arms
 * are broken where they are long.
 */
export function latexTable(
  result: Pick<StudyResult, 'arms' | 'comparisons' | 'seeds'> & {
    data: { split: { test: number }; clusters: number };
  },
): string {
  const { seeds, data } = result;
  const lines = tableLines(result).map(({ name, arm, accuracy, macroF1, difference, p }) =>
    [`${name}${remarks[arm.role] ?? ''}`, accuracy, macroF1, difference, p].map(latex).join(' & '),
  );
  return String.raw`% \usepackage{booktabs}
\begin{table}
\centering
\footnotesize
\setlength{\tabcolsep}{3pt}
\begin{tabular}{@{}p{0.33\linewidth}rrrr@{}}
\toprule
Arm & Accuracy & Macro F1 & Difference (points) & $p$ (Holm) \\
\midrule
${lines.map((line) => `\\raggedright\\hangindent=1em ${line} \\\\`).join('\n')}
\bottomrule
\end{tabular}
\caption{Accuracy and macro F1 on ${data.split.test} texts, mean $\pm$ standard deviation over ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}; differences in accuracy from the text alone with 95\,\% bootstrap intervals over ${data.clusters} clusters (ticker and day) and seeds; $p$-values corrected by Holm for all comparisons.}
\end{table}
`;
}

/** What a name of somebody else, such as that of a file, would do in LaTeX. */
const special: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
};

function latex(text: string): string {
  return text
    .replaceAll(/[\\~^&%$#_{}]/gu, (character) => special[character] ?? `\\${character}`)
    .replaceAll('±', String.raw`$\pm$`)
    .replaceAll('−', '$-$');
}
