import type { Command } from 'commander';
import { listDevices } from '../../engine/devices.ts';
import { overview } from '../../store/overview.ts';
import { serveUntilStopped } from '../serve.ts';
import { defaultWorkspace } from '../workspace.ts';
import { wholeNumber } from './arguments.ts';
import { globalOptions } from './global-options.ts';
import { withSession } from './with-session.ts';
import type { Session } from './session.ts';
import { packageVersion, versions } from './versions.ts';

export function addProgramCommands(program: Command): void {
  program
    .command('serve')
    .description('open the window in a browser, on this machine only')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', wholeNumber('--port'), 0)
    .option('--open', 'open the browser')
    .action(async (options: { port: number; open?: boolean }, command: Command) => {
      const { workspace = defaultWorkspace(), json = false } = globalOptions(command);
      await serveUntilStopped({ workspace, port: options.port, open: options.open ?? false, json });
    });
  program
    .command('doctor')
    .description('show what this machine has: versions, devices, workspace')
    .action((_options: unknown, command: Command) => withSession(doctor, command));
}

async function doctor({ output, store, workspace }: Session): Promise<void> {
  const devices = await listDevices();
  const { documents, companies, rejects } = overview(store());
  const { contexture, commit, node, onnxruntime } = versions();
  const programs = {
    contexture,
    commit,
    node,
    sqlite: sqliteVersion(store().db),
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
    ['device', 'present', 'memory', 'driver'],
  );
  output.say();
  for (const { name, detail } of devices) output.say(`${name}: ${detail}`);
  output.say(`\nworkspace ${workspace}: ${documents} documents, ${companies} companies, ${rejects} rejects`);
  output.result({
    versions: programs,
    devices,
    workspace: { path: workspace, documents, companies, rejects },
  });
}

function sqliteVersion(db: ReturnType<Session['store']>['db']): string {
  return String(db.prepare('select sqlite_version()').pluck().get());
}
