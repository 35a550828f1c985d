import { expect, test } from 'vitest';
import { arm } from './arm-summary.testing.ts';
import { armsCsv, latexTable } from './tables.ts';

const encoders = [String.raw`vectors:C:\data_1\10%~^{x}.vec`, '=HYPERLINK("x")'];
const arms = encoders.map((encoder) => ({ ...arm('cross', 'context'), encoder }));

test('names of files do nothing in LaTeX, and the package that the table needs is named', () => {
  const data = { split: { test: 400 }, clusters: 100 };
  const table = latexTable({ arms, comparisons: [], seeds: [1, 2], data });
  expect(table).toContain(String.raw`% \usepackage{booktabs}`);
  expect(table).toContain(
    String.raw`vectors:C:\textbackslash{}data\_1\textbackslash{}10\%\textasciitilde{}\textasciicircum{}\{x\}.vec & 0.700 $\pm$ 0.010`,
  );
});

test('no name is a formula in CSV', () => {
  expect(armsCsv({ arms })).toContain(`"'=HYPERLINK(""x"")"`);
});
