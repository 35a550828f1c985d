import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { alteredDocuments } from '../store/altered-documents.ts';
import {
  isDamage,
  isFullTextWhole,
  sourcesThatDoNotAddUp,
  structureProblems,
} from '../store/check-content.ts';
import { checkPages } from '../store/check-pages.ts';
import { type DamagedPart, damagedParts } from '../store/damaged-parts.ts';
import { openStore, writing } from '../store/open.ts';
import { keepDamaged, restorePages } from '../store/restore-pages.ts';
import { salvage } from '../store/salvage.ts';
import {
  addUpSources,
  type AsideRow,
  rebuildFullText,
  type DoubtfulRows,
  rebuildIndex,
  rowsOnPages,
  setAsideDocuments,
  setAsideRows,
} from '../store/set-aside.ts';
import { isUnused } from '../store/sole-user.ts';
import type { WritableStore } from '../store/store.ts';
import { renewChecksums } from '../store/write-checksums.ts';

/** What was done to put a workspace right. */
export interface Repair {
  /** As sentences, in the order in which it was done; empty: nothing had to be. */
  done: string[];
  /** The copy of the database as it was before; null: nothing was wrong with it. */
  copy: string | null;
  /** The file with the rows that may not be what was stored; null: there are none. */
  aside: string | null;
}

/**
 * Puts right what can be put right: pages in which a few bytes changed are written as they were, indexes are made anew,
 * and rows that may have changed are set aside in a file. The damaged database stays as a copy.
 *
 * @throws UserError if another program has the workspace open
 */
export async function repairWorkspace(folder: string, time: Date): Promise<Repair> {
  if (!isOurs(folder))
    throw new UserError('use', `The workspace ${folder} is open in another program. Close it there first.`);
  const done: string[] = [];
  const { damaged, checksums } = await checkPages(folder, { readOnly: false });
  const copy = damaged.length > 0 || checksums !== 'present' ? keepDamaged(folder, time) : null;
  const restored = new Set(restorePages(folder, damaged));
  if (restored.size > 0)
    done.push(`Wrote ${counted(restored.size, 'page')} as before: every bit is as it was.`);
  const rest = damaged.filter((page) => !restored.has(page));
  const rows = rest.length === 0 ? [] : repairParts(folder, rest, done);
  rows.push(...repairContent(folder, done));
  const aside = rows.length === 0 ? null : writeAside(folder, rows, time, done);
  if (copy !== null) {
    renewChecksums(folder);
    done.push('Took the checksums of all pages anew.');
  }
  return { done, copy, aside };
}

/** What stands on damaged pages is made anew, or set aside; where SQLite cannot follow its own structure, all rows are copied. */
function repairParts(folder: string, pages: readonly number[], done: string[]): AsideRow[] {
  let doubtful: DoubtfulRows[] = [];
  const isWhole = withStore(folder, (store) => {
    const parts = damagedParts(store.db, pages);
    doubtful = parts
      .filter(({ kind, name }) => kind === 'table' && name !== 'sqlite_schema')
      .map(({ name, pages }) => rowsOnPages(store, name, pages));
    for (const part of parts) rebuild(store, part, done);
    return structureProblems(store).length === 0;
  });
  const salvaged: AsideRow[] = [];
  if (isWhole !== true) {
    salvaged.push(...salvage(folder));
    done.splice(0, done.length, 'Copied all rows that can be read into a new database.');
    if (salvaged.length > 0) done.push(`Set aside ${counted(salvaged.length, 'row')} that did not fit.`);
  }
  const aside = withStore(folder, (store) => doubtful.flatMap((rows) => setAside(store, rows, done)));
  return [...salvaged, ...(aside ?? [])];
}

/** null: the database is too damaged for it. */
function withStore<R>(folder: string, work: (store: WritableStore) => R): R | null {
  try {
    const store = openStore(folder, writing);
    try {
      return work(store);
    } finally {
      store.close();
    }
  } catch (error) {
    if (isDamage(error) || (error instanceof UserError && isDamage(error.cause))) return null;
    throw error;
  }
}

/** Too damaged a database cannot be asked who has it open; then nobody has. */
function isOurs(folder: string): boolean {
  try {
    return isUnused(folder);
  } catch {
    return true;
  }
}

/** An index says nothing that is not in its table. */
function rebuild(store: WritableStore, { kind, name }: DamagedPart, done: string[]): void {
  if (kind === 'index') {
    rebuildIndex(store, name);
    done.push(`Made the index ${name} anew.`);
  }
  if (kind === 'full-text index') {
    rebuildFullText(store);
    done.push('Made the full-text index anew.');
  }
}

function setAside(store: WritableStore, doubtful: DoubtfulRows, done: string[]): AsideRow[] {
  const rows = setAsideRows(store, doubtful);
  const removed = rows.filter((row) => row.removed).length;
  const where = `of the table ${doubtful.table}`;
  if (removed > 0) done.push(`Set aside ${counted(removed, 'row')} ${where} that may have changed.`);
  if (removed < rows.length && doubtful.table !== 'document')
    done.push(`Left ${counted(rows.length - removed, 'row')} ${where} that may have changed.`);
  return rows;
}

function repairContent(folder: string, done: string[]): AsideRow[] {
  const found = withStore(folder, (store) => {
    const altered = alteredDocuments(store);
    const rows = altered.length === 0 ? [] : setAsideDocuments(store, altered);
    if (altered.length > 0)
      done.push(`Set aside ${counted(altered.length, 'document')} whose content changed, with its labels.`);
    if (!isFullTextWhole(store)) {
      rebuildFullText(store);
      done.push('Made the full-text index anew.');
    }
    if (sourcesThatDoNotAddUp(store).length > 0) {
      addUpSources(store);
      done.push('Made the counts of files add up.');
    }
    return rows;
  });
  return found ?? [];
}

function writeAside(folder: string, rows: readonly AsideRow[], time: Date, done: string[]): string {
  const name = `damaged-rows-${time.toISOString().replaceAll(':', '-')}.jsonl`;
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flag: 'wx' });
  done.push(
    `Rows that may not be what was stored are in ${name}; import their files again to get them back.`,
  );
  return name;
}
