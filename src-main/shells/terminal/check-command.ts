import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { checkWorkspace } from '../../integrity/check-workspace.ts';
import type { CheckResult } from '../../integrity/finding.ts';
import { type Repair, repairWorkspace } from '../../integrity/repair-workspace.ts';
import { openStore, reading } from '../../store/open.ts';
import { isWorkspace, noWorkspace, readOnlyWorkspace, whyReadOnly } from '../../store/workspace-folder.ts';
import { resolve } from 'node:path';
import { defaultWorkspace } from '../workspace.ts';
import { exitCodes } from './exit-codes.ts';
import { globalOptions } from './global-options.ts';
import { createOutput, type Output } from './output.ts';

export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description('check that everything in the workspace is as it was written')
    .option('--repair', 'put right what can be, and set aside what cannot')
    .action((options: { repair?: boolean }, command: Command) => check(options, command));
}

async function check({ repair = false }: { repair?: boolean }, command: Command): Promise<void> {
  const { workspace = defaultWorkspace(), ...options } = globalOptions(command);
  const output = createOutput(options);
  const folder = resolve(workspace);
  if (!isWorkspace(folder)) throw noWorkspace(folder);
  const why = repair ? whyReadOnly(folder) : null;
  if (why !== null) throw readOnlyWorkspace(folder, why);
  const repaired = repair ? await repairWorkspace(folder, new Date()) : null;
  const store = openStore(folder, reading);
  try {
    if (store.notice !== null) output.note(store.notice);
    const result = await checkWorkspace(store, (stage) => output.detail(stage));
    if (repaired !== null) showRepair(output, repaired);
    show(output, result, repair);
    output.result({ ...result, repaired });
    if (result.findings.length > 0) process.exitCode = exitCodes.input;
  } finally {
    store.close();
  }
}

function showRepair(output: Output, { done, copy }: Repair): void {
  for (const line of done) output.say(line);
  if (copy !== null) output.say(`The database as it was before is kept as ${copy}.`);
  if (done.length === 0) output.say('Nothing had to be repaired.');
  output.say();
}

function show(output: Output, { findings, pages, runs, studies }: CheckResult, isRepaired: boolean): void {
  const files = [counted(runs, 'run'), ...(studies > 0 ? [counted(studies, 'study', 'studies')] : [])];
  const looked = `${counted(pages, 'page')} of the database and the files of ${files.join(' and ')} were checked`;
  if (findings.length === 0) {
    output.say(`${looked}: everything is as it was written.`);
    return;
  }
  output.table(
    findings.map(({ what, message, means }) => [what, message, means]),
    ['part', 'found', 'what it means'],
  );
  output.say(`\n${looked}.`);
  output.say(
    isRepaired
      ? 'What is left cannot be repaired: restore it from a copy, or import and train it again.'
      : 'Put right what can be with: contexture check --repair',
  );
}
