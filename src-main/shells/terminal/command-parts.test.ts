import { Command } from 'commander';
import { expect, test } from 'vitest';
import { parts } from './command-parts.ts';
import { createProgram } from './program.ts';

const namesOf = async (...args: string[]): Promise<string[]> =>
  (await createProgram({ args })).commands.map((command) => command.name());

const all = async (): Promise<string[]> => [...parts.flatMap(({ names }) => names), 'complete'];

test('every part defines the commands that it names', async () => {
  for (const { names, load } of parts) {
    const program = new Command();
    (await load())(program);
    expect(program.commands.map((command) => command.name())).toEqual(names);
  }
});

test('only the commands that are named are loaded, wherever they stand', async () => {
  expect(await namesOf('import', 'tweets.csv')).toEqual(['import', 'inspect']);
  expect(await namesOf('--quiet', 'forget', '3')).toEqual(['forget']);
  expect(await namesOf('--workspace', 'w', 'forget', '3')).toEqual(['forget']);
  // The folder is called like a command.
  expect(await namesOf('--workspace', 'import', 'search', 'earnings')).toEqual([
    'import',
    'inspect',
    'search',
  ]);
  expect(await namesOf('--version')).toEqual([]);
});

test.each([[], ['--help'], ['help', 'import'], ['imprt', 'a.csv']])(
  'all commands are loaded for %j %j',
  async (...args) => {
    expect(await namesOf(...args)).toEqual(await all());
  },
);
