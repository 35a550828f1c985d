import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { telemetryOff } from '../telemetry.ts';
import { stepMilliseconds } from './measure.ts';
import { optional, type OptionalDevice } from './optional.ts';

const trialSchema = z.discriminatedUnion('works', [
  /** `stepMs`: milliseconds of a short training step, where they were asked for. */
  z.object({ works: z.literal(true), stepMs: z.number().nullable() }),
  z.object({ works: z.literal(false), reason: z.string() }),
]);

/** Whether a device works; if not, why, and what to do. */
export type Trial = z.infer<typeof trialSchema>;

/** Milliseconds after which a driver that does not answer is given up. */
const patience = 60_000;

/** Built code stands in one folder; from source, the entry is a file beside this one. */
const entry = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'trial-process.ts' : 'device-trial.js',
);

const known = new Map<string, Promise<Trial>>();

/** Tries a device once in the life of this process, and tells the same ever after. */
export function trialOf(name: OptionalDevice, { measure }: { measure: boolean }): Promise<Trial> {
  const measured = `${name} measured`;
  const key = measure || known.has(measured) ? measured : name;
  const before = known.get(key);
  if (before) return before;
  const trial = tryDevice(name, measure);
  known.set(key, trial);
  return trial;
}

function tryDevice(name: OptionalDevice, measure: boolean): Promise<Trial> {
  const reason = optional[name].obstacle();
  if (reason !== null) return Promise.resolve({ works: false, reason });
  // Jobs have a process of their own under Electron, which could not be started as Node.
  if (process.versions['electron'] !== undefined) return tryHere(name, measure);
  return tryInProcess(name, [entry, name, ...(measure ? ['measure'] : [])]);
}

/** In this process: what a driver does to it, it suffers. */
export async function tryHere(name: OptionalDevice, measure: boolean): Promise<Trial> {
  try {
    const device = await optional[name].open();
    return { works: true, stepMs: measure ? await stepMilliseconds(device) : null };
  } catch (error) {
    return { works: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * In a process of its own: drivers crash, hang and print. `args` are its command line; the last line of what it
 * prints is the trial.
 */
export function tryInProcess(name: string, args: readonly string[], timeout = patience): Promise<Trial> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...telemetryOff };
    execFile(process.execPath, [...args], { timeout, killSignal: 'SIGKILL', env }, (error, stdout) => {
      const trial = read(stdout);
      if (trial) resolve(trial);
      else resolve({ works: false, reason: silence(name, error, timeout) });
    });
  });
}

function read(stdout: string): Trial | undefined {
  try {
    return trialSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch {
    return undefined;
  }
}

function silence(name: string, error: Error | null, timeout: number): string {
  const { killed, signal, code } = z
    .object({ killed: z.boolean(), signal: z.string().nullish(), code: z.unknown() })
    .partial()
    .catch({})
    .parse(error ?? {});
  const what =
    killed === true ? `did not answer for ${timeout / 1000} s` : `crashed (${signal ?? String(code)})`;
  return `The driver of ${name} ${what} when it was tried. Update it, or use another device.`;
}
