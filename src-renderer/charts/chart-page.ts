import { counted } from '../../src-main/counted.ts';
import type { ChartTable } from './option.ts';

interface Page {
  title: string;
  description: string;
  /** The drawing, as an element `svg`. */
  svg: string;
  table: ChartTable;
}

/** Longer tables stand in the CSV file alone. */
const mostRows = 5000;

/** A chart with its values as one file that needs nothing else: the drawing, and below it the table. */
export function chartPage({ title, description, svg, table }: Page): string {
  const cells = (row: readonly (string | number | null)[], tag: 'td' | 'th') =>
    row.map((cell) => `<${tag}>${escaped(String(cell ?? ''))}</${tag}>`).join('');
  const { rows } = table;
  const values =
    rows.length > mostRows
      ? `<p>The ${counted(rows.length, 'value is', 'values are')} left out here; export them as CSV.</p>`
      : `<table>
<thead><tr>${cells(table.columns, 'th')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}
</tbody>
</table>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
body { margin: 2em; font: 14px/1.4 system-ui, sans-serif; }
figure { margin: 0 0 2em; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 10px; border-bottom: 1px solid #ddd; text-align: left; }
</style>
<figure>
${svg}
<figcaption><strong>${escaped(title)}.</strong> ${escaped(description)}</figcaption>
</figure>
${values}
</html>
`;
}

/** A drawing without what ECharts lets a pointer do to it: a file has none, and some of these rules are not even CSS. */
export function withoutPointerRules(svg: string): string {
  return svg.replaceAll(/<style[^>]*>.*?<\/style>\s*/gsu, '');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => escapes[sign]!);
}
