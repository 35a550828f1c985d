import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import type { ImportProblem, ImportResult } from '../../ingest/types.ts';
import { countRejects, pageOfRejects } from '../../store/rejects.ts';
import type { Output } from './output.ts';
import { kindsInWords, rejectsTable } from './rejects-table.ts';
import { withRemedies } from './remedy.ts';
import { type Session, workspaceOption } from './session.ts';

/** Rejected records shown after an import. */
const FIRST_REJECTS = 5;

/** Shows what became of each file, as a table, with its notes. */
export function showResults(output: Output, results: readonly ImportResult[]): void {
  const failed = results.some(({ problem }) => problem !== null);
  output.table(
    results.map(({ file, kind, records, accepted, duplicate, rejected, seconds, problem }) => [
      file,
      ...(failed ? [stateOf(problem, accepted + duplicate)] : []),
      kind ?? '',
      records,
      accepted,
      duplicate,
      rejected,
      `${seconds.toFixed(2)} s`,
    ]),
    ['file', ...(failed ? ['state'] : []), 'kind', 'records', 'accepted', 'duplicate', 'rejected', 'time'],
  );
  for (const { file, kind, why } of results) {
    if (kind !== null) output.say(`${file} is read as ${kind}: ${why}`);
  }
  for (const { labels, records } of results) {
    if (!labels) continue;
    output.say(
      `labels "${labels.scheme}": ${inThousands(labels.matched)} of ${inThousands(records)} texts found in the workspace` +
        ` (${inThousands(labels.matchedSeveral)} of them in several documents), ${counted(labels.documents, 'document')} labelled` +
        (labels.conflicts > 0
          ? `, ${counted(labels.conflicts, 'row contradicts', 'rows contradict')} an earlier one`
          : ''),
    );
  }
  for (const { file, notes, remedies } of results) {
    for (const [at, note] of notes.entries()) {
      // What helps stands after the last of them.
      const shown = at === notes.length - 1 ? withRemedies({ message: note, remedies }) : note;
      output.say(`${file}: ${shown}`);
    }
  }
}

function stateOf(problem: ImportProblem | null, stored: number): string {
  if (problem === null) return 'imported';
  return stored === 0 ? 'not imported' : 'imported in part';
}

/** Names the columns of each file that were not read. */
export function showUnusedColumns(output: Output, results: readonly ImportResult[]): void {
  for (const { file, unusedColumns } of results) {
    if (unusedColumns.length > 0) output.say(`${file}: columns not used: ${unusedColumns.join(', ')}`);
  }
}

/** Shows the first rejected records of this import, and how to list all of them. */
export function showRejects(
  { output, store }: Session,
  results: readonly ImportResult[],
  sources: number[],
  dryRun = false,
): void {
  const rejected = results.filter((result) => result.rejected > 0);
  if (rejected.length === 0) return;
  const filter = { sources, kind: null };
  const { total, rows } = pageOfRejects(store(), filter, { offset: 0, limit: FIRST_REJECTS });
  const kinds = kindsInWords(countRejects(store(), filter));
  output.say(`\n${counted(total, 'record was', 'records were')} rejected: ${kinds}`);
  rejectsTable(output, rows, results.length > 1);
  const ids = [...new Set(rejected.map(({ source }) => source))].join(' ');
  if (total === rows.length) return;
  // Of a dry run nothing is stored that could be listed later.
  const how = dryRun
    ? 'write them all to a file with --rejects FILE'
    : `list them all with: contexture rejects ${ids}`;
  output.say(`and ${inThousands(total - rows.length)} more; ${how}`);
}

/** The results for scripts, which read what helps in the message of a problem too. */
export function withWholeMessages(results: readonly ImportResult[]): ImportResult[] {
  return results.map((result) => {
    const { problem } = result;
    if (problem === null) return result;
    return { ...result, problem: { ...problem, message: withRemedies(problem, workspaceOption()) } };
  });
}

/** @throws UserError if a file was not imported, or only in part; the other files are imported all the same. */
export function refuseFailed(results: readonly ImportResult[]): void {
  const problems = results.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  const [first] = problems;
  if (first === undefined) return;
  const kind = problems.some((problem) => problem.kind === 'failure') ? 'failure' : 'input';
  const inPart = results.some(
    ({ problem, accepted, duplicate }) => problem !== null && accepted + duplicate > 0,
  )
    ? ', or only in part'
    : '';
  const were = problems.length === 1 ? 'was' : 'were';
  const several = `${inThousands(problems.length)} of ${inThousands(results.length)} files ${were} not imported${inPart}.`;
  if (results.length === 1) throw new UserError(kind, first.message, { remedies: first.remedies ?? [] });
  const messages = problems.map((problem) => withRemedies(problem, workspaceOption())).join('\n');
  throw new UserError(kind, `${several}\n${messages}`);
}
