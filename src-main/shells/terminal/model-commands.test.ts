import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';

/** What the command line says to a person who is wrong. */
function problemOf(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(import.meta.dirname, '../cli.ts'), ...args], (error, _, err) =>
      error ? resolve(err) : reject(new Error(`${args.join(' ')} went well`)),
    );
  });
}

test('what is asked for beside a run to go on with is refused by name, and where nothing is lost it is not', async () => {
  const resume = ['train', '--resume', '1', '--json', '--workspace', temporaryFolder()];
  const refused = [
    ['--train', 'rows.csv'],
    ['--test', 'rows.csv'],
    ['--set', 'epochs=3'],
    ['--context', 'none'],
    ['--device', 'cpu'],
    ['--seed', '2'],
    ['--company', 'GS'],
  ];
  const problems = await Promise.all([[], ...refused].map((given) => problemOf(...resume, ...given)));
  expect(problems[0]).toContain('there is no run 1');
  for (const [index, [option]] of refused.entries()) {
    expect(problems[index + 1]).toContain(`${option} cannot be given with --resume`);
  }
});
