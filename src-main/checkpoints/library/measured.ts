import { readFile } from 'node:fs/promises';
import { cpus, hostname } from 'node:os';
import { z } from 'zod';
import { writeDurably } from './durable.ts';
import { measuredFile } from './folder.ts';

/** What a checkpoint costs on a machine. */
export const measuredSchema = z.object({
  machine: z.string(),
  device: z.string(),
  /** Texts of about `tokens` tokens that the encoder reads in a second. */
  textsPerSecond: z.number(),
  tokens: z.number(),
  /** Memory that it takes while it reads them, in bytes. */
  memory: z.int(),
  /** When. */
  measured: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;

/** The machine as measurements name it. */
export function thisMachine(): string {
  const [first] = cpus();
  return `${hostname()} (${first?.model.trim() ?? 'unknown processor'})`;
}

/** Keeps a measurement, in place of the one of the same machine before. */
export async function keepMeasured(library: string, hash: string, cost: Measured): Promise<void> {
  const others = (await readMeasured(library, hash)).filter(({ machine }) => machine !== cost.machine);
  await writeDurably(measuredFile(library, hash), `${JSON.stringify([...others, cost], null, 2)}\n`);
}

/** What machines measured of a checkpoint; what cannot be read is measured again. */
export async function readMeasured(library: string, hash: string): Promise<Measured[]> {
  try {
    return z.array(measuredSchema).parse(JSON.parse(await readFile(measuredFile(library, hash), 'utf8')));
  } catch {
    return [];
  }
}
