import type { z } from 'zod';

/** The same field, null where nothing is said: the schema of its recipe then puts what is usual in its place. */
export function dependent<T extends z.ZodType>(field: z.ZodDefault<T>, note: string) {
  return field
    .unwrap()
    .nullable()
    .default(null)
    .transform((value) => value as z.output<T>)
    .meta({ ...field.meta(), note, empty: 'the default' });
}

/** What is said of these settings, and what is usual where nothing is. */
export function usualWithin<U extends Record<string, unknown>>(
  config: { [K in keyof U]?: unknown },
  usual: U,
): U {
  const said = Object.keys(usual).filter((name) => (config[name] ?? null) !== null);
  return { ...usual, ...Object.fromEntries<unknown>(said.map((name) => [name, config[name]])) };
}
