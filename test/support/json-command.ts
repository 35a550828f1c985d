/** The command line as a program asks it: with --json. */
import { expect } from 'vitest';
import { z } from 'zod';
import { contexture } from './command.ts';

/** What a command answers on a workspace, by the JSON object on the last line of its standard output. */
export function jsonOf<T>(schema: z.ZodType<T>, workspace: string, ...args: string[]): T {
  const { status, out, err } = contexture(...args, '--workspace', workspace, '--json');
  expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
  return schema.parse(JSON.parse(out.trimEnd().split('\n').at(-1)!));
}

export const imported = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      kind: z.string(),
      encoding: z.string(),
      records: z.int(),
      accepted: z.int(),
      duplicate: z.int(),
      rejected: z.int(),
      seconds: z.number(),
      labels: z.object({ matched: z.int(), documents: z.int() }).nullable(),
    }),
  ),
});

const scores = z.object({
  n: z.int(),
  accuracy: z.number(),
  macroF1: z.number(),
  weightedF1: z.number(),
  confusion: z.array(z.array(z.int())),
});

export const trained = z.object({
  run: z.int(),
  device: z.string(),
  seconds: z.number(),
  test: scores,
  baselines: z.record(z.string(), scores),
});
