/**
 * Trains every recipe on its data with several seeds and writes the tables of docs/results.md.
 *
 *   npm run results -- [--data FOLDER] [--only WORD] [--seeds N]
 *
 * The data sets are not part of the project: CONTEXTURE_DATA or --data names their folder. What has been measured so
 * far stands in out/results.md at any time.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../src-main/errors.ts';
import { problemOf } from '../src-main/jobs/problem.ts';
import { measureApart } from './results/apart.ts';
import { type Row, filesOf, rows } from './results/rows.ts';
import { nameOf, ResultTables } from './results/tables.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/results.md');
const soFar = join(root, 'out/results.md');

interface Wanted {
  data: string;
  /** Rows that are measured, with their place in the list of all. */
  chosen: [number, Row][];
  seeds: number | null;
  all: boolean;
}

function wanted(): Wanted {
  const { values } = options();
  const { only } = values;
  const data = values.data ?? process.env['CONTEXTURE_DATA'] ?? join(root, '../shared/data');
  const seeds = values.seeds === undefined ? null : Number(values.seeds);
  if (seeds !== null && !(Number.isInteger(seeds) && seeds > 0)) {
    throw new UserError('use', `--seeds takes a whole number above 0, not "${values.seeds}".`);
  }
  if (!existsSync(data)) {
    throw new UserError(
      'use',
      `There is no folder ${data}; give the folder with the data sets with --data or CONTEXTURE_DATA.`,
    );
  }
  const chosen = [...rows.entries()].filter(([, row]) => `${row.data} ${row.config.recipe}`.includes(only));
  if (chosen.length === 0) throw new UserError('use', `No data set or recipe has "${only}" in its name.`);
  return { data, chosen, seeds, all: only === '' };
}

function options() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        only: { type: 'string', default: '' },
        seeds: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new UserError('use', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Measures one row after another; one that cannot be measured is told and left out. Returns how many those were. */
function measureAll({ data, chosen, seeds }: Wanted, tables: ResultTables): number {
  let missed = 0;
  for (const [index, row] of chosen) {
    const name = `${row.data}: ${nameOf(row)}`;
    const absent = filesOf(row).filter((file) => !existsSync(join(data, file)));
    if (absent.length > 0) {
      missed++;
      console.error(`${name} was left out: ${data} has no ${absent.join(', ')}.`);
      continue;
    }
    console.error(`${name} ...`);
    const measured = measureApart(index, data, seeds ?? row.seeds);
    if (measured === null) {
      missed++;
      console.error(`${name} was left out: it could not be measured.`);
      continue;
    }
    console.error(tables.add(row, measured).join(' | '));
    mkdirSync(dirname(soFar), { recursive: true });
    writeFileSync(soFar, String(tables));
  }
  return missed;
}

function writePage(tables: ResultTables): void {
  const [begin, end] = ['<!-- tables -->', '<!-- /tables -->'];
  const [before, rest = ''] = readFileSync(page, 'utf8').split(begin) as [string, string?];
  writeFileSync(page, `${before}${begin}\n\n${String(tables)}\n${end}${rest.split(end)[1] ?? ''}`);
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), [page], { stdio: 'inherit' });
}

try {
  const what = wanted();
  const tables = new ResultTables();
  const missed = measureAll(what, tables);
  if (missed === 0 && what.all) writePage(tables);
  else if (missed < what.chosen.length) console.log(String(tables));
  if (missed > 0) {
    const kept = missed < what.chosen.length ? ` The measured rows are in out/results.md.` : '';
    const unchanged = what.all ? ` docs/results.md was not changed.` : '';
    throw new UserError(
      'input',
      `${missed} of ${what.chosen.length} rows could not be measured.${kept}${unchanged}`,
    );
  }
} catch (error) {
  const { kind, message } = problemOf(error);
  console.error(message);
  process.exitCode = kind === 'use' ? 2 : kind === 'input' ? 3 : 1;
}
