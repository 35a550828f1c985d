import { z } from 'zod';

const isAddress = (u: string): boolean => URL.canParse(u.startsWith('/') ? `http://localhost${u}` : u);

/** What the API sends and expects: a request by its address, or what follows one that is under way. */
const frameSchema = z.union([
  z.object({ i: z.union([z.string(), z.number()]), p: z.object({ u: z.string().refine(isAddress) }) }),
  z.object({ i: z.union([z.string(), z.number()]), t: z.literal([3, 4]) }),
]);

/** Between the JSON of a frame and the bytes that come with it. */
const DELIMITER = 0xff;

/** Whether a frame of a WebSocket is one of the API. */
export function isFrame(data: unknown): boolean {
  if (!Buffer.isBuffer(data)) return false;
  const end = data.indexOf(DELIMITER);
  try {
    return frameSchema.safeParse(JSON.parse(data.toString('utf8', 0, end === -1 ? data.length : end)))
      .success;
  } catch {
    return false;
  }
}
