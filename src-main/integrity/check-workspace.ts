import { damagedKept } from '../runs/kept-explanations.ts';
import { damagedFiles, sealFile } from '../runs/seal.ts';
import { runFolder } from '../runs/run-folder.ts';
import { alteredFiles } from '../runs/hash-list.ts';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alteredDocuments } from '../store/altered-documents.ts';
import {
  danglingRows,
  isDamage,
  isFullTextWhole,
  sourcesThatDoNotAddUp,
  structureProblems,
} from '../store/check-content.ts';
import { checkPages } from '../store/check-pages.ts';
import { damagedParts } from '../store/damaged-parts.ts';
import { damageSentence, namedDocuments } from '../store/refuse-damage.ts';
import { listRuns, type StoredRun } from '../store/runs.ts';
import { isWritable, type ReadableStore } from '../store/store.ts';
import type { CheckResult, Finding } from './finding.ts';

/** Looks whether everything in a workspace is as it was written. Nothing is changed. */
export async function checkWorkspace(
  store: ReadableStore,
  onStage: (stage: string) => void = () => {},
): Promise<CheckResult> {
  onStage('checking pages');
  const { pages, damaged, checksums } = await checkPages(store.dir, { readOnly: store.readOnly });
  const findings: Finding[] = [];
  const find = (what: Finding['what'], message: string, means: string): void =>
    void findings.push({ what, message, means });
  if (checksums === 'none')
    find('checksums', 'The database has no checksums.', 'A changed byte in it cannot be noticed.');
  if (checksums === 'in doubt')
    find(
      'checksums',
      'The file of checksums is itself damaged.',
      'A page that does not fit may be good, and the other way round.',
    );
  if (damaged.length > 0)
    find(
      'pages',
      `${capital(damageSentence(damagedParts(store.db, damaged)))}.`,
      'What stands there may be wrong; nothing is learned from this workspace meanwhile.',
    );
  onStage('checking the structure');
  for (const problem of structureProblems(store))
    find('structure', `SQLite says: ${problem}.`, 'Rows may be missing from lists and searches.');
  for (const problem of danglingRows(store))
    find('references', `${problem}.`, 'They are left out of lists and trainings.');
  onStage('checking texts');
  const altered = findings.some(({ what }) => what === 'structure') ? [] : alteredDocuments(store);
  if (altered.length > 0)
    find('documents', namedDocuments(altered).trim(), 'What is shown of them is not what was imported.');
  if (isWritable(store) && !isFullTextWhole(store))
    find('full text', 'The full-text index does not fit the texts.', 'Searches may miss texts.');
  for (const name of sourcesThatDoNotAddUp(store))
    find('counts', `The counts of ${name} do not add up.`, 'Its texts are not affected.');
  onStage('checking runs');
  const sealed = runsOf(store).filter(({ id }) => existsSync(join(runFolder(store, id), sealFile)));
  for (const { id } of sealed)
    for (const problem of await damagedFiles(store, id))
      find(
        'run',
        `Run ${id}: ${problem}.`,
        'It is refused when the run is used. Restore it, or train the run again.',
      );
  for (const { id } of sealed)
    for (const file of damagedKept(store, id))
      find(
        'run',
        `Run ${id}: ${file} is not what was written.`,
        'It is left aside: the test part is explained anew when it is asked for.',
      );
  onStage('checking studies');
  const studies = studyFolders(store);
  for (const [name, folder] of studies)
    for (const problem of alteredFiles(folder))
      find(
        'study',
        `Study ${name}: ${problem}.`,
        'What the study says may be wrong. Delete this file and go on with the study.',
      );
  return { workspace: store.dir, pages, runs: sealed.length, studies: studies.length, findings };
}

/** Studies with hashes, which those of earlier versions lack. */
function studyFolders({ dir }: ReadableStore): [name: string, folder: string][] {
  const root = join(dir, 'studies');
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true }).flatMap(({ name }): [string, string][] => {
    const folder = join(root, name);
    return existsSync(join(folder, sealFile)) ? [[name, folder]] : [];
  });
}

function capital(sentence: string): string {
  return `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}`;
}

function runsOf(store: ReadableStore): StoredRun[] {
  try {
    return listRuns(store);
  } catch (error) {
    // The structure was found damaged above.
    if (isDamage(error)) return [];
    throw error;
  }
}
