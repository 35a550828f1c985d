/**
 * The import of a StockerBot export and its context windows, beside pandas and sqlite3: as a user would write it in a
 * notebook, and with the work of Contexture. They take turns, so that what else the machine does meets all alike, and
 * processor time is compared, which a busy machine changes less than the clock.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from '../../src-main/bench/measure.ts';
import { dataFile, missing } from '../../test/support/data.ts';
import { copiesOf } from './export-copies.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const python = process.env['CONTEXTURE_PYTHON'] ?? '/usr/bin/python3';
const name = 'stockerbot-export.csv';

/** Seconds: by the clock, and of processor time. */
const seconds = z.tuple([z.number(), z.number()]);
const measuredSchema = z.object({
  peer: z.string(),
  records: z.int(),
  accepted: z.int(),
  imported: seconds,
  windows: seconds,
  memory: z.number(),
});
type Measured = z.infer<typeof measuredSchema>;

const ways = ['Contexture', 'notebook', 'whole'] as const;
type Way = (typeof ways)[number];

export const head = ['what', 'by', 'records', 'seconds', 'processor s', 'peer / ours', 'MiB'];

/** Rows of a table: of the export as it is, and of `rows` records that are made of it. */
export async function ingestBench({
  rounds,
  rows,
  say,
}: {
  rounds: number;
  rows: number;
  say: (line: string) => void;
}): Promise<string[][]> {
  const file = dataFile(name);
  if (file === null) {
    say(`Import and windows are not measured: ${missing(name)}.`);
    return [];
  }
  const why = await peerMissing();
  if (why !== null) say(`pandas is not measured: ${why}.`);
  const folder = mkdtempSync(join(tmpdir(), 'contexture-bench-'));
  try {
    const many = join(folder, 'many.csv');
    await copiesOf(file, many, rows);
    const table: string[][] = [];
    for (const path of [file, many]) {
      const runs = new Map<Way, Measured[]>();
      for (let round = 0; round < rounds; round++) {
        for (const way of why === null ? ways : (['Contexture'] as const)) {
          const measured = await measure(way, path, folder);
          runs.set(way, [...(runs.get(way) ?? []), measured]);
          const { records, imported, windows } = measured;
          say(
            `${way}: ${records} records imported in ${imported[1].toFixed(2)} s of processor time, windows ${windows[1].toFixed(2)} s`,
          );
        }
      }
      table.push(...rowsOf(runs));
    }
    return table;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function peerMissing(): Promise<string | null> {
  try {
    await run(python, ['-c', 'import pandas']);
    return null;
  } catch {
    return `${python} has no pandas; set CONTEXTURE_PYTHON to one that has (on Debian: apt-get install python3-pandas)`;
  }
}

async function measure(way: Way, path: string, folder: string): Promise<Measured> {
  const workspace = join(folder, 'workspace');
  rmSync(workspace, { recursive: true, force: true });
  const { stdout } =
    way === 'Contexture'
      ? await run(process.execPath, [join(import.meta.dirname, 'ingest-ours.ts'), path, workspace])
      : await run(python, [join(root, 'bench/ingest.py'), path, join(folder, 'peer.db'), '--way', way]);
  return measuredSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

function rowsOf(runs: ReadonlyMap<Way, readonly Measured[]>): string[][] {
  const own = runs.get('Contexture')!;
  return (['imported', 'windows'] as const).flatMap((what) =>
    [...runs].map(([way, measured]) => {
      const [{ peer, records, accepted }] = measured as [Measured];
      const of = (which: 0 | 1, all = measured): number => median(all.map((one) => one[what][which]));
      return [
        what === 'imported' ? 'import' : 'windows of all texts',
        way === 'Contexture' ? way : `${peer}, ${inWords[way]}`,
        `${records} (${accepted} taken)`,
        of(0).toFixed(2),
        of(1).toFixed(2),
        way === 'Contexture' ? '' : (of(1) / of(1, own)).toFixed(2),
        what === 'imported' ? String(Math.round(median(measured.map(({ memory }) => memory)) / 2 ** 20)) : '',
      ];
    }),
  );
}

const inWords = { notebook: 'a part of the work', whole: 'the same work' } as const;
