import { basename } from 'node:path';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { inThousands } from '../in-thousands.ts';
import { whyUnreadable } from '../ingest/file-problems.ts';
import type { Unreadable } from '../ingest/file-signature.ts';
import { importFile } from '../ingest/import.ts';
import { namedKind } from '../ingest/kinds/all.ts';
import { keepHeapSmall } from '../ingest/small-heap.ts';
import { namedFiles } from '../ingest/named-files.ts';
import type { ImportProgress } from '../ingest/pump.ts';
import type { Reading } from '../ingest/reading.ts';
import type { ImportProblem, ImportResult } from '../ingest/types.ts';
import { leaseInTurn } from '../store/lease.ts';
import type { WritableStore } from '../store/store.ts';
import type { JobContext } from './context.ts';
import { problemOf } from './problem.ts';

interface ImportSpec {
  files: readonly string[];
  as: string | null;
  labels: string | null;
  reading: Reading;
}

/**
 * Imports files one after another, with a message after each. All are checked first. If one of several files turns out
 * to be unreadable later, its result holds the problem, and the others are imported.
 *
 * @throws UserError, before anything is stored, that names every file which is not there or holds no text; and what is
 * wrong with a file that is the only one.
 */
export async function runImport(
  asked: ImportSpec,
  context: JobContext<WritableStore>,
): Promise<ImportResult[]> {
  const spec = { ...asked, files: await namedFiles(asked.files) };
  await checkFiles(spec);
  keepHeapSmall();
  // Two imports of one file would each count what the other stores.
  using _ = await leaseInTurn(context.store.dir, 'import', {
    signal: context.signal,
    onWait: () =>
      context.emit({
        type: 'message',
        text: 'Another import into this workspace is running, or its bin is being emptied: waiting for the end',
      }),
  });
  const results: ImportResult[] = [];
  for (const file of spec.files) {
    const result = await importOrSay(file, spec, context);
    // A file that was stopped half-way returns what it counted; the job as a whole was cancelled.
    context.signal.throwIfAborted();
    results.push(result);
    context.emit({ type: 'message', text: sentenceOf(result) });
  }
  return results;
}

async function importOrSay(
  file: string,
  { files, as, labels, reading }: ImportSpec,
  { store, emit, signal, mayGoOn }: JobContext<WritableStore>,
): Promise<ImportResult> {
  const stage = basename(file);
  const onProgress = (progress: ImportProgress): void => emit({ type: 'progress', stage, ...progress });
  const onRead = (): void => {
    if (file === files.at(-1)) emit({ type: 'last-piece' });
  };
  try {
    return await importFile(store, file, { as, labels, reading, onProgress, signal, mayGoOn, onRead });
  } catch (error) {
    if (signal.aborted || files.length === 1) throw error;
    const remedies = error instanceof UserError ? error.remedies : [];
    return notImported(file, { ...problemOf(error), remedies });
  }
}

/**
 * Looks at the files of an import before anything is stored.
 *
 * @throws UserError that names every file which is not there, is no file, may not be read, or holds no text.
 */
export async function checkFiles({ files: names, as, reading }: ImportSpec): Promise<void> {
  namedKind(as);
  const files = await namedFiles(names);
  const problems: Unreadable[] = [];
  // One after another: an archive can hold many thousands, and each is opened.
  for (const file of files) {
    const reason = await whyUnreadable(file, reading.encoding);
    if (reason !== null) problems.push({ ...reason, message: `${file}: ${reason.message}` });
  }
  const [first] = problems;
  if (first === undefined) return;
  if (files.length === 1) throw new UserError('input', first.message, { remedies: first.remedies });
  const lines = problems.map(({ message }) => message).join('\n');
  throw new UserError(
    'input',
    `${inThousands(problems.length)} of ${inThousands(files.length)} files cannot be read, so nothing was imported.\n${lines}`,
  );
}

function notImported(path: string, problem: ImportProblem): ImportResult {
  return {
    file: basename(path),
    source: null,
    problem,
    kind: null,
    title: null,
    why: '',
    encoding: '',
    records: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    seconds: 0,
    unusedColumns: [],
    labels: null,
    rejects: {},
    firstRejects: [],
    notes: [],
    remedies: [],
  };
}

function sentenceOf({ file, kind, problem, records, accepted, duplicate, rejected }: ImportResult): string {
  if (problem !== null) return problem.message;
  return `${file} is read as ${kind}: ${counted(records, 'record')}, ${inThousands(accepted)} accepted, ${inThousands(duplicate)} duplicate, ${inThousands(rejected)} rejected`;
}
