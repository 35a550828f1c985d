/** docs/reference.md, put together from what the program says of itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { environmentVariables } from '../../src-main/shells/environment.ts';
import { exitCodeMeanings } from '../../src-main/shells/terminal/exit-codes.ts';
import { createProgram } from '../../src-main/shells/terminal/program.ts';
import { workspaceLayout } from '../../src-main/shells/workspace-layout.ts';
import { commandSections, globalOptionsTable } from './commands.ts';
import { type JsonShapes, jsonShapes } from './json-shapes.ts';
import { code, fenced, table } from './markdown.ts';
import { recipesTable, settingSections } from './recipes.ts';

const root = join(import.meta.dirname, '../..');

export const referencePath = join(root, 'docs/reference.md');

/** The reference as it has to stand in docs/reference.md. */
export async function reference(shapes: JsonShapes = jsonShapes()): Promise<string> {
  const program = await createProgram();
  const text = [
    '# Reference',
    'Generated from the program by `npm run reference`; do not edit it by hand.',
    '[Commands](#commands) · [Recipes and settings](#recipes-and-settings) · [Configuration file](#configuration-file) · [Environment variables](#environment-variables) · [Workspace](#workspace) · [Exit codes](#exit-codes) · [JSON](#json)',
    '## Commands',
    'These options can be given before or after the name of any command:',
    globalOptionsTable(program),
    commandSections(program),
    '## Recipes and settings',
    '`contexture train RECIPE` trains one of these. `--set NAME=VALUE` changes a setting and can be repeated; `contexture train RECIPE --help` lists them in the terminal, `contexture recipes --json` for programs.',
    recipesTable(),
    settingSections(),
    '## Configuration file',
    configurationFile,
    '## Environment variables',
    environmentTable('application'),
    'For tests, benchmarks and builds:',
    environmentTable('development'),
    '## Workspace',
    'The folder given by `--workspace`, or else by `CONTEXTURE_WORKSPACE`, or else by the configuration file, or else `contexture/workspace` in `~/.config` (Linux), `~/Library/Application Support` (macOS) or `%APPDATA%` (Windows). To copy or move a workspace, close Contexture first and take the whole folder.',
    table(
      ['path', 'what it is', 'if it is deleted while Contexture is not open'],
      workspaceLayout.map(({ path, note, deleted }) => [code(path), note, deleted]),
    ),
    '## Exit codes',
    table(
      ['code', 'meaning'],
      exitCodeMeanings.map(([exitCode, meaning]) => [String(exitCode), meaning]),
    ),
    '## JSON',
    'With `--json` a command prints one object as the last line of standard output. These are the shapes of these objects, as TypeScript; times are milliseconds since 1970 in UTC. If a command has several shapes, it prints one of them. Any of them may also have `notes`, remarks about the result as a list of sentences. The types that they name follow below.',
    ...jsonSections(shapes),
  ].join('\n\n');
  const options = JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8'));
  return (await format(referencePath, `${text}\n`, options)).code;
}

function jsonSections({ commands, types }: JsonShapes): string[] {
  const sections = [...commands].filter(([, shapes]) => shapes.length > 0);
  return [
    ...sections
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, shapes]) => [
        `### ${name} --json`,
        fenced('ts', shapes.map(({ text }) => `type Result = ${text};`).join('\n\n')),
      ]),
    '### Types',
    fenced('ts', types.join('\n\n')),
  ];
}

function environmentTable(use: 'application' | 'development'): string {
  return table(
    ['variable', 'what it does'],
    environmentVariables.filter((one) => one.use === use).map(({ name, note }) => [code(name), note]),
  );
}

const configurationFile = `\`config.json\` in the project’s own folder (\`~/.config/contexture\` on Linux, \`~/Library/Application Support/contexture\` on macOS, \`%APPDATA%\\contexture\` on Windows), or the file that \`CONTEXTURE_CONFIG\` names, sets defaults. Every key may be left out:

\`\`\`json
{
  "workspace": "~/research/tweets",
  "checkpoints": "~/research/checkpoints",
  "device": "cpu",
  "quiet": false,
  "verbose": false,
  "train": {
    "seed": 3,
    "contextual-sentiment": { "epochs": 10, "window": { "n": 4 } }
  }
}
\`\`\`

- \`workspace\` and \`checkpoints\` apply to every shell; a relative path is relative to the folder of the file. The other keys are defaults for the command line.
- \`device\` is the device to train on.
- \`train\` has settings for all recipes that have them, and under the name of a recipe its own settings, which take precedence.
- Options take precedence over environment variables, these over this file, and this file over the built-in defaults. \`train --config\` with the file of a run ignores this file, so that the run is the same for everybody.
- Training reports on standard error which defaults come from the file. \`contexture config\` shows the values in force and where each comes from. A wrong key or value is an error with exit code 3.`;
