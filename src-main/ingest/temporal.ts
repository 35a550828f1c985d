import { createRequire } from 'node:module';
import type { Temporal as TemporalApi } from 'temporal-polyfill';
import { z } from 'zod';

/** Looked up at the first time that needs the rules of a time zone: most files need none. */
let found: typeof TemporalApi | null = null;

const moduleSchema = z.object({
  Temporal: z.custom<typeof TemporalApi>((value) => typeof value === 'object'),
});

/** Temporal, with its time zones and their daylight saving time. */
export function temporal(): typeof TemporalApi {
  found ??= moduleSchema.parse(createRequire(import.meta.url)('temporal-polyfill')).Temporal;
  return found;
}
