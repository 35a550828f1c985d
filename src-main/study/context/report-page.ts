/** The report of a study as one page: no script, no other file, its charts drawn as SVG. */
import { type NameOf, withValue } from '../../class-names.ts';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { looksInWords } from '../../results/looks.ts';
import {
  type IntervalRow,
  type NamedAge,
  reportData,
  type ReliabilityLine,
  type SizeLine,
} from './report-data.ts';
import type { ArmSummary, StudyResult } from './result.ts';
import { pInWords, signed } from './sentence.ts';

/** Colours on a light and on a dark ground. */
const ink = {
  ink: 'light-dark(#1b1f24, #e6e8eb)',
  faint: 'light-dark(#6a737d, #9aa4af)',
  line: 'light-dark(#d5dae0, #3a424b)',
  good: 'light-dark(#1a7f4b, #4cc38a)',
  bad: 'light-dark(#b4322b, #ff8f87)',
  plain: 'light-dark(#41617f, #8fb4d8)',
  ground: 'light-dark(#fff, #15181c)',
} as const;

/** @param nameOf what the classes are called */
export function reportPage(result: StudyResult, nameOf: NameOf): string {
  const { sentence, warnings, data, seeds, checklist } = result;
  const { lines, intervals, sizes, reliability, comparisons, ages, novel, detectable } = reportData(result);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Does the context help?</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; color: ${ink.ink}; background: ${ink.ground}; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.sentence { font-size: 1.15rem; } .faint { color: ${ink.faint}; }
table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid ${ink.line}; vertical-align: top; }
th { vertical-align: bottom; }
.number { text-align: right; } td.number { white-space: nowrap; }
svg { max-width: 100%; height: auto; } svg text { fill: ${ink.ink}; font: 12px system-ui, sans-serif; }
@media print {
  :root { color-scheme: light; font-size: 10px; }
  body { font-size: 1rem; max-width: none; margin: 0; padding: 0; }
  table { font-size: 8px; } th, td { padding: .15rem .4rem .15rem 0; }
  h1, h2 { break-after: avoid; } tr, svg { break-inside: avoid; }
}
</style>
<h1>Does the context help?</h1>
<p class="sentence">${escaped(sentence)}</p>
${warnings.map((warning) => `<p class="faint">${escaped(warning)}</p>`).join('\n')}
<p class="faint">${counted(data.split.train, 'text')} to learn, ${inThousands(data.split.valid)} to validate, ${inThousands(data.split.test)} to test (${counted(data.clusters, 'ticker')} by day); ${counted(seeds.length, 'seed')}; classes ${escaped(data.classes.map((value) => withValue(value, nameOf)).join(', '))}. ${detectable}</p>
<h2>Differences from the text alone, in points of accuracy</h2>
${intervalChart(intervals)}
${sizesChart(sizes)}
<h2>All arms</h2>
<table><tr><th>Arm<th class="number">Accuracy<th class="number">Standard error<th class="number">Macro F1<th class="number">Accuracy, novel<th class="number">Log loss<th class="number">ECE<th class="number">Difference<th class="number">p<th class="number">p (Holm)</tr>
${lines
  .map(
    ({ arm, name, accuracy, macroF1, novel: onNovel, difference, uncorrected, p }) =>
      `<tr><td>${escaped(name)}${arm.role === 'leak' ? ' <b>(a leak: never to be used)</b>' : ''}<td class="number">${accuracy}<td class="number">${arm.standardError.toFixed(3)}<td class="number">${macroF1}<td class="number">${onNovel}<td class="number">${arm.logLoss?.mean.toFixed(3) ?? ''}<td class="number">${arm.ece?.mean.toFixed(3) ?? ''}<td class="number">${difference}<td class="number">${uncorrected}<td class="number">${p}</tr>`,
  )
  .join('\n')}
</table>
<p class="faint">Mean ± standard deviation over the seeds: what another training would give. The standard error is what another test part of this size would give. Intervals are 95 %, over tickers by day and seeds, and not corrected; p-values are corrected by Holm for all ${comparisons.length} comparisons.${novel === null ? '' : ` ${escaped(novel)}`}</p>
${agesTable(ages)}<h2>How far the probabilities can be believed</h2>
${reliabilityChart(reliability)}
<h2>All comparisons</h2>
<table><tr><th>Arm<th>Compared to<th>Metric<th class="number">Difference<th class="number">95 % interval<th class="number">p<th class="number">p (Holm)</tr>
${comparisons
  .map(
    ({ nameA, nameB, metric, difference, low, high, p, pHolm }) =>
      `<tr><td>${escaped(nameA)}<td>${escaped(nameB)}<td>${metric === 'accuracy' ? 'accuracy' : 'macro F1'}<td class="number">${signed(difference)}<td class="number">${signed(low)} to ${signed(high)}<td class="number">${pInWords(p)}<td class="number">${pInWords(pHolm)}</tr>`,
  )
  .join('\n')}
</table>
<h2>Checklist</h2>
<table>${checklist.map(({ item, met, how }) => `<tr><td>${met ? '✓' : '✗'}<td>${escaped(item)}<td>${escaped(how)}</tr>`).join('\n')}</table>
<p class="faint">${looksInWords(result.looks)} Study ${result.study}, data ${data.fingerprint.slice(0, 16)}.</p>
</html>
`;
}

/** What context adds by the age of what is newest in the window. */
function agesTable(ages: readonly NamedAge[]): string {
  if (ages.length === 0) return '';
  return `<h2>By the age of the newest text in the window</h2>
<table><tr><th>Arm<th>Newest text<th class="number">Test texts<th class="number">Difference<th class="number">95 % interval</tr>
${ages
  .map(
    ({ name, age, texts, difference, low, high }) =>
      `<tr><td>${escaped(name)}<td>${age}<td class="number">${texts}<td class="number">${signed(difference)}<td class="number">${signed(low)} to ${signed(high)}</tr>`,
  )
  .join('\n')}
</table>
<p class="faint">In points of accuracy from the text alone, of groups of 30 texts or more. A description: nothing here is corrected or tested.</p>
`;
}

const colours: Readonly<Record<ArmSummary['role'], string>> = {
  reference: ink.ink,
  context: ink.good,
  control: ink.plain,
  placebo: ink.faint,
  leak: ink.bad,
  floor: ink.ink,
};

/** A line for each arm: its difference from the text alone, and the interval. */
function intervalChart(rows: readonly IntervalRow[]): string {
  if (rows.length === 0) return '';
  const least = Math.min(-0.01, ...rows.map(({ low }) => low));
  const most = Math.max(0.01, ...rows.map(({ high }) => high));
  const labels = rows.map(
    ({ name, role }) =>
      `${name}${role === 'placebo' ? ' (placebo)' : role === 'leak' ? ' (never to be used)' : ''}`,
  );
  const [left, width, step] = [widthOf(labels) + 20, 450, 26];
  const x = (value: number) => left + (width * (value - least)) / (most - least);
  const height = rows.length * step + 40;
  const ticks = ticksOf(least, most);
  return `<svg viewBox="0 0 ${left + width + 80} ${height}" role="img" aria-label="Differences from the text alone with their intervals">
${ticks.map((tick) => `<line x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${height - 24}" style="stroke:${ink.line}"${tick === 0 ? ' stroke-width="2"' : ''}/><text x="${x(tick)}" y="${height - 8}" text-anchor="middle">${signed(tick)}</text>`).join('\n')}
${rows
  .map(({ role, difference, low, high }, row) => {
    const y = row * step + 16;
    const colour = colours[role];
    return `<text x="0" y="${y + 4}">${escaped(labels[row]!)}</text><line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" style="stroke:${colour}" stroke-width="2"/><circle cx="${x(difference)}" cy="${y}" r="4" style="fill:${colour}"/><text x="${left + width + 10}" y="${y + 4}">${signed(difference)}</text>`;
  })
  .join('\n')}
</svg>`;
}

function ticksOf(least: number, most: number): number[] {
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((size) => (most - least) / size <= 9) ?? 1;
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** Accuracy by the size of the window; the text alone is the size 0. */
function sizesChart(lines: readonly SizeLine[]): string {
  if (lines.length === 0) return '';
  const points = lines.flatMap((line) => line.points);
  const sizes = [...new Set(points.map(({ n }) => n))].sort((a, b) => a - b);
  const values = points.map(({ accuracy }) => accuracy);
  const [least, most] = [Math.min(...values) - 0.005, Math.max(...values) + 0.005];
  const [left, top, width, height] = [62, 10, 460, 220];
  const x = (n: number) => left + (width * sizes.indexOf(n)) / (sizes.length - 1);
  const y = (value: number) => top + height * (1 - (value - least) / (most - least));
  return `<h2>Accuracy by the size of the window</h2>
<svg viewBox="0 0 ${left + width + 30 + widthOf(lines.map(({ name }) => name))} ${top + height + 44}" role="img" aria-label="Accuracy by the size of the window">
<line x1="${left}" x2="${left}" y1="${top}" y2="${top + height}" style="stroke:${ink.line}"/><line x1="${left}" x2="${left + width}" y1="${top + height}" y2="${top + height}" style="stroke:${ink.line}"/>
${sizes.map((n) => `<text x="${x(n)}" y="${top + height + 18}" text-anchor="middle">${n}</text>`).join('')}
<text x="${left - 6}" y="${y(most) + 10}" text-anchor="end">${most.toFixed(3)}</text><text x="${left - 6}" y="${y(least)}" text-anchor="end">${least.toFixed(3)}</text>
<text x="${left + width / 2}" y="${top + height + 36}" text-anchor="middle">texts in the window (0: the text alone)</text>${upright('accuracy', 14, top + height / 2)}
${lines
  .map(({ name, points }, index) => {
    const colour = `hsl(${(index * 67 + 140) % 360} 55% 45%)`;
    return `<polyline points="${points.map(({ n, accuracy }) => [x(n), y(accuracy)].join()).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${left + width + 12}" y="${top + 14 + index * 18}" style="fill:${colour}">${escaped(name)}</text>`;
  })
  .join('\n')}
</svg>`;
}

/** Accuracy by confidence; on the diagonal both agree. */
function reliabilityChart(lines: readonly ReliabilityLine[]): string {
  const [left, top, size] = [52, 10, 260];
  const [x, y] = [(value: number) => left + size * value, (value: number) => top + size * (1 - value)];
  return `<svg viewBox="0 0 ${left + size + 30 + Math.max(150, widthOf(lines.map(({ name }) => name)))} ${size + 54}" role="img" aria-label="Accuracy by confidence">
<rect x="${left}" y="${top}" width="${size}" height="${size}" fill="none" style="stroke:${ink.line}"/><line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" style="stroke:${ink.line}"/>
<text x="${x(0)}" y="${top + size + 18}">0</text><text x="${x(1)}" y="${top + size + 18}" text-anchor="end">1</text><text x="${x(0.5)}" y="${top + size + 36}" text-anchor="middle">confidence: the probability of the class that is predicted</text>
<text x="${left - 6}" y="${y(0)}" text-anchor="end">0</text><text x="${left - 6}" y="${y(1) + 10}" text-anchor="end">1</text>${upright('accuracy', 18, y(0.5))}
${lines
  .map(({ name, points }, index) => {
    const colour = `hsl(${(index * 67 + 210) % 360} 55% 45%)`;
    const at = points.map(({ confidence, accuracy }) => [x(confidence), y(accuracy)]);
    return `<polyline points="${at.map((point) => point.join()).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${at.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" style="fill:${colour}"/>`).join('')}<text x="${left + size + 16}" y="${top + 14 + index * 18}" style="fill:${colour}">${escaped(name)}</text>`;
  })
  .join('\n')}
</svg>`;
}

/** How wide the longest of the names is, in px: about 6 for a character of the charts. */
function widthOf(names: readonly string[]): number {
  return 6 * Math.max(0, ...names.map((name) => name.length));
}

/** The name of an axis that runs upwards. */
function upright(name: string, x: number, y: number): string {
  return `<text x="${x}" y="${y}" text-anchor="middle" transform="rotate(-90 ${x} ${y})">${name}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
