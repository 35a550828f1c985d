import { Command } from 'commander';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../../test/support/workspace.ts';
import { addModelCommands } from './model-commands.ts';

function contexture(...args: string[]): Promise<unknown> {
  const program = new Command().option('--workspace <folder>').option('--json').exitOverride();
  addModelCommands(program);
  return program.parseAsync([...args, '--json', '--workspace', temporaryStore().dir], { from: 'user' });
}

test.each([
  ['--train', 'rows.csv'],
  ['--test', 'rows.csv'],
  ['--set', 'epochs=3'],
  ['--config', 'config.json'],
  ['--context', 'none'],
  ['--device', 'cpu'],
  ['--seed', '2'],
  ['--company', 'GS'],
])('a run goes on as it began: %s beside --resume is refused', async (option, value) => {
  await expect(contexture('train', '--resume', '1', option, value)).rejects.toThrow(
    `${option} cannot be combined with --resume: run 1 continues`,
  );
});

test('the workspace and the form of the output may be given beside --resume', async () => {
  await expect(contexture('train', '--resume', '1')).rejects.toThrow(
    'There is no run 1. Nothing has been trained in this workspace yet',
  );
});
