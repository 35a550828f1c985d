/**
 * Gives labels and notes in a workspace until they are refused or there are as many as asked for, and prints how many were
 * kept of each, and what was said.
 *
 * usage: node by-hand.ts WORKSPACE MOST
 */
import { problemOf } from '../../src-main/jobs/problem.ts';
import { judge } from '../../src-main/store/judgements.ts';
import { openStore, writing } from '../../src-main/store/open.ts';
import { runNotes, saveRunNotes } from '../../src-main/store/run-notes.ts';

const [workspace = '', most = ''] = process.argv.slice(2);
let [labels, notes] = [0, 0];
let said: string | null = null;
try {
  const store = openStore(workspace, writing);
  try {
    while (labels < Number(most)) {
      const value = `${labels} ${'x'.repeat(150)}`;
      judge(store, [1 + (labels % 100)], { scheme: 'mine', annotator: 'ann', stage: 'blind', value });
      labels++;
      saveRunNotes(store, 1, { ...runNotes(store, 1), note: `${notes} ${'y'.repeat(3000)}` });
      notes++;
    }
  } finally {
    store.close();
  }
} catch (error) {
  said = problemOf(error).message;
}
console.log(JSON.stringify({ labels, notes, said }));
