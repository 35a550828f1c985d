/** The demo as a person starts it, and what it prints. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Answer, commandLine } from './command.ts';

/** @param config the folder that stands in for all folders of the user's data */
export function demo(config: string, ...args: string[]): Answer {
  return demoWith({}, config, ...args);
}

export function demoWith(env: NodeJS.ProcessEnv, config: string, ...args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [commandLine, 'demo', '--no-open', ...args],
    {
      encoding: 'utf8',
      // Every system's variable for the folder of the user's data; CONTEXTURE_WORKSPACE is no folder of the demo's.
      env: {
        ...process.env,
        HOME: config,
        APPDATA: config,
        XDG_CONFIG_HOME: join(config, '.config'),
        CONTEXTURE_WORKSPACE: join(config, 'mine/workspace'),
        ...env,
      },
    },
  );
  return { status, out: stdout, err: stderr };
}

/** The folder of the workspace that it names. */
export const workspaceOf = (out: string) => /^workspace: (.*)$/mu.exec(out)?.[1];

/** Accuracies of a table whose rows begin with a name, in per cent. */
export function accuracies(out: string): Map<string, number> {
  const rows = out.matchAll(/^(\S.*?) {2,}\d+ {2,}([\d.]+) %/gmu);
  return new Map([...rows].map(([, name, accuracy]) => [name!, Number(accuracy)]));
}
