import type { utilityProcess as UtilityProcess } from 'electron';
import { telemetryOff } from '../../engine/telemetry.ts';
import type { JobProcess, SpawnJobProcess } from '../../jobs/connection.ts';

/** Starts job processes as Electron's utility processes. `entry`: path of the built `job.js`. */
export function utilityJobs(
  utilityProcess: Pick<typeof UtilityProcess, 'fork'>,
  entry: string,
): SpawnJobProcess {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Contexture job',
      stdio: 'inherit',
      env: { ...process.env, ...telemetryOff },
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message, []),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', (code) => listener({ code, signal: null })),
      end: () => void child.kill(),
      kill: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    } satisfies JobProcess;
  };
}
