import { fork } from 'node:child_process';
import { telemetryOff } from '../engine/telemetry.ts';
import type { JobProcess, SpawnJobProcess } from './connection.ts';

/** Starts job processes as children of this Node. `entry` is the path of `process.ts` or of what it was built to. */
export function forkJobs(entry: string): SpawnJobProcess {
  return () => {
    const child = fork(entry, {
      execArgv: [],
      env: { ...process.env, ...telemetryOff },
      // Keeps NaN and undefined as they are, which JSON would not.
      serialization: 'advanced',
      // Standard output belongs to the command that is running; what a job prints goes to standard error.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => void (child.connected && child.send(message, () => {})),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        child.on('exit', (code, signal) => listener({ code, signal }));
        child.on('error', (error) => {
          if (child.pid === undefined) listener({ code: null, signal: error.message });
        });
      },
      end: () => void (child.connected && child.disconnect()),
      kill: () => void child.kill('SIGKILL'),
    } satisfies JobProcess;
  };
}
