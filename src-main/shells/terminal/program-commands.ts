import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { overview } from '../../store/overview.ts';
import { sqliteVersion } from '../../store/sqlite-version.ts';
import { databaseOf } from '../../store/workspace-folder.ts';
import { recentFile } from '../recent-workspaces.ts';
import { serveUntilStopped } from '../serve.ts';
import { defaultWorkspace } from '../workspace.ts';
import { wholeNumber } from './arguments.ts';
import { globalOptions } from './global-options.ts';
import { withRemedies } from './remedy.ts';
import { withSession } from './with-session.ts';
import { type Session, workspaceOption } from './session.ts';
import { packageVersion, versions } from './versions.ts';

export function addProgramCommands(program: Command): void {
  program
    .command('serve')
    .description('open the window in a browser, on this machine only')
    .option('--port <number>', 'the port on 127.0.0.1; 0 picks a free one', wholeNumber('--port'), 0)
    .option('--open', 'open the browser')
    .option('--root <dir>', 'read and write in this folder only, besides the workspace; for serving others')
    .action(async (options: { port: number; open?: boolean; root?: string }, command: Command) => {
      const { workspace = defaultWorkspace(), json = false } = globalOptions(command);
      await serveUntilStopped({
        workspace,
        port: options.port,
        open: options.open ?? false,
        root: options.root,
        json,
        recent: recentFile(),
      });
    });
  program
    .command('doctor')
    .description('show versions, devices and the workspace')
    .action((_options: unknown, command: Command) => withSession(doctor, command));
}

async function doctor(session: Session): Promise<void> {
  const { output } = session;
  const devices = await session.ask('devices', {});
  const { summary, problem } = workspaceOf(session);
  const { contexture, commit, node, onnxruntime } = versions();
  const programs = {
    contexture,
    commit,
    node,
    sqlite: sqliteVersion(),
    'onnxruntime-node': onnxruntime,
    '@tensorflow/tfjs-core': packageVersion('@tensorflow/tfjs-core'),
    electron: packageVersion('electron'),
  };
  output.table(
    Object.entries(programs).map(([name, version]) => [name, version ?? 'not installed']),
    ['program', 'version'],
  );
  output.say();
  output.table(
    devices.map(({ name, available, driver, memory }) => [
      name,
      available ? 'yes' : 'no',
      memory === null ? '' : `${(memory / 1e9).toFixed(1)} GB`,
      driver ?? '',
    ]),
    ['device', 'available', 'memory', 'driver'],
  );
  output.say();
  for (const { name, detail } of devices) output.say(`${name}: ${detail}`);
  if (summary !== null) {
    const { path, documents, companies, rejects, readOnly } = summary;
    const rights = readOnly ? ' (read-only)' : '';
    output.say(
      `\nworkspace ${path}${rights}: ${counted(documents, 'document')}, ${counted(companies, 'company', 'companies')}, ${counted(rejects, 'reject')}`,
    );
  }
  output.result({ versions: programs, devices, workspace: summary });
  // What the machine has was shown. That nothing was imported yet is no error, that a folder is misspelt is one.
  if (problem !== null && isMistake(session.workspace)) throw problem;
  if (problem !== null) output.say(`\n${withRemedies(problem, workspaceOption())}`);
}

/** What the workspace holds; null with the reason where it cannot be opened. */
function workspaceOf({ store }: Session) {
  try {
    const opened = store();
    const { documents, companies, rejects } = overview(opened);
    const summary = { path: opened.dir, documents, companies, rejects, readOnly: opened.readOnly };
    return { summary, problem: null };
  } catch (problem) {
    if (!(problem instanceof UserError)) throw problem;
    return { summary: null, problem };
  }
}

/** Not a mistake: the default folder before the first import, or an empty one. */
function isMistake(workspace: string): boolean {
  if (!existsSync(workspace)) return workspace !== defaultWorkspace();
  return !statSync(workspace).isDirectory() || existsSync(databaseOf(workspace));
}
