import type { RunRow } from '../../src-main/api/types.ts';
import { dataOf } from './run-cells.ts';

/**
 * The runs of the list: pinned ones first, archived ones if they are asked for; of one recipe or state, or of all.
 * @param search words that must all occur in the number, recipe, state, data, context, name, tags or note of a run
 */
export function listedRuns(
  runs: readonly RunRow[],
  {
    search,
    archived,
    recipe: wanted = null,
    state = null,
  }: { search: string; archived: boolean; recipe?: string | null; state?: string | null },
): RunRow[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return runs
    .filter((run) => archived || run.notes.archivedAt === null)
    .filter((run) => (wanted === null || wanted === run.recipe) && (state === null || run.state === state))
    .filter((run) => {
      const said = saidOf(run);
      return words.every((word) => said.includes(word));
    })
    .toSorted((a, b) => Number(b.notes.pinned) - Number(a.notes.pinned));
}

function saidOf(run: RunRow): string {
  const { name, note, tags } = run.notes;
  return [run.id, run.recipe, run.state, dataOf(run), run.inShort, name, note, ...tags]
    .join(' ')
    .toLowerCase();
}
