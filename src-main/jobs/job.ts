import { z } from 'zod';
import type { JobContext } from './context.ts';

interface JobParts<Kind extends string, Shape extends z.ZodRawShape, Output extends z.ZodType, Result> {
  kind: Kind;
  /** The request: the input of its procedure and, with `kind`, what a job process is sent. */
  input: z.ZodObject<Shape>;
  /** The result. It is checked where it leaves the job process. */
  output: Output;
  /** Whether it stores something in the workspace, which must then be writable; default: it only reads. */
  stores?: (input: z.output<z.ZodObject<Shape>>) => boolean;
  /** Whether its answer may take seconds, so that it is given in a process where no short question waits behind it. */
  slow?: boolean;
  /** Whether it can be paused: it then asks `mayGoOn` of its context between two pieces of its work. */
  pauses?: boolean;
  /** Loads what it needs by `import()`, since processes that run no job import the table of jobs too. */
  run: (input: z.output<z.ZodObject<Shape>>, context: JobContext) => Promise<Result>;
}

/** Whether two types are identical, optional properties included. */
type Same<A, B> =
  (<T>(value: T) => T extends A ? 1 : 2) extends <T>(value: T) => T extends B ? 1 : 2 ? true : false;

/**
 * A wrong definition requires one more argument, so it does not compile. A schema without one of the result's
 * properties would drop it on the way to the window; an input with a field `kind` would name another job.
 */
type Checked<Shape, Output extends z.ZodType, Result> = 'kind' extends keyof Shape
  ? ['the input has a field named kind']
  : Same<z.output<Output>, Result> extends true
    ? []
    : ['output is not the schema of what run returns'];

/**
 * Defines one kind of work that is too long or too heavy for the process of the window. The protocol, the procedures
 * and the commands are derived from the table of all definitions, `jobs/all.ts`.
 */
export function defineJob<
  Kind extends string,
  Shape extends z.ZodRawShape,
  Output extends z.ZodType,
  Result extends z.output<Output> = z.output<Output>,
>(parts: JobParts<Kind, Shape, Output, Result>, ..._checked: Checked<Shape, Output, Result>) {
  const { kind, input, output, stores = () => false, slow = false, pauses = false, run } = parts;
  return {
    kind,
    input,
    output,
    slow,
    pauses,
    run,
    /** What a job process is sent. */
    spec: z.object({ ...input.shape, kind: z.literal(kind) }),
    /** The last event of a job that succeeded. */
    done: z.object({ type: z.literal('done'), kind: z.literal(kind), result: output }),
    /** Whether the job of this specification stores something in the workspace. */
    stores: (spec: unknown) => stores(input.parse(spec)),
    /** Runs the job of this specification to its end. */
    finish: async (spec: unknown, context: JobContext) => ({
      type: 'done' as const,
      kind,
      result: await run(input.parse(spec), context),
    }),
  };
}
