import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src-main/errors.ts';
import { grammarFile } from '../../src-main/ingest/grammar-files.testing.ts';
import { importFile } from '../../src-main/ingest/import.ts';
import { inspectFile } from '../../src-main/ingest/inspect.ts';
import { kindNames } from '../../src-main/ingest/kinds/all.ts';
import { recognisedReading } from '../../src-main/ingest/reading.ts';
import type { Random } from '../../src-main/random.ts';
import { openStore } from '../../src-main/store/open.ts';
import { overview } from '../../src-main/store/overview.ts';
import { count, newReport, type Report } from './report.ts';

/** Files per workspace: what one leaves may meet the next. */
const PER_WORKSPACE = 50;

/** Files by a grammar of mistakes: each is refused in a sentence, or accepted + duplicate + rejected are its records. */
export async function grammarImports(times: number, random: Random): Promise<Report> {
  const report = newReport('files by a grammar of mistakes');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  for (let first = 0; first < times; first += PER_WORKSPACE) {
    const store = openStore(join(folder, String(first)));
    // Nothing of it has to survive.
    store.db.pragma('synchronous = OFF');
    let accepted = 0;
    for (let i = first; i < Math.min(times, first + PER_WORKSPACE); i++) {
      const { name, bytes } = grammarFile(random);
      const path = join(folder, name);
      writeFileSync(path, bytes);
      report.tries++;
      const lose = (what: string): void => {
        report.losses.push(`file ${i}, ${what}: ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`);
      };
      const as = random.below(3) === 0 ? random.pick(kindNames) : null;
      try {
        await inspectFile(path, as, recognisedReading);
        const result = await importFile(store, path, { as, labels: null });
        const { records, duplicate, rejected, problem } = result;
        accepted += result.accepted;
        count(report, problem === null ? 'read' : 'refused');
        if (result.accepted + duplicate + rejected !== records)
          lose('a record is counted twice or not at all');
      } catch (error) {
        if (error instanceof UserError) count(report, 'refused');
        else lose(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
    count(report, 'workspaces');
    const { documents } = overview(store);
    if (documents > accepted) report.losses.push(`${documents} texts are stored of ${accepted} records`);
    const integrity = store.db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') report.losses.push(`the database: ${String(integrity)}`);
    store.close();
    rmSync(join(folder, String(first)), { recursive: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}
