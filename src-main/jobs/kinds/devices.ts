import { z } from 'zod';
import { defineJob } from '../job.ts';

/** Which devices there are. A driver can crash at the question. */
export const devicesJob = defineJob({
  kind: 'devices',
  input: z.object({}),
  output: z.array(
    z.object({
      name: z.string(),
      available: z.boolean(),
      detail: z.string(),
      driver: z.string().nullable(),
      memory: z.number().nullable(),
    }),
  ),
  run: async () => {
    const { listDevices } = await import('../../engine/devices.ts');
    return listDevices();
  },
});
