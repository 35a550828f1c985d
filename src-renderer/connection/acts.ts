import * as z from 'zod/mini';

/** The message with which the preload script says what the menu or the system asks of the page. */
const ACT_MESSAGE = 'contexture:act';

const actSchema = z.object({
  [ACT_MESSAGE]: z.union([
    z.object({ go: z.string().check(z.startsWith('/')) }),
    z.object({ show: z.enum(['find', 'keys']) }),
    z.object({ importFiles: z.array(z.string()) }),
  ]),
});

/** What the menu or the system asks of the page. */
export type Act = z.infer<typeof actSchema>[typeof ACT_MESSAGE];

/** What a message asks; null: it is another one, or none of the page's own window. */
export function actOf({ source, data }: Pick<MessageEvent<unknown>, 'source' | 'data'>): Act | null {
  if (source !== window) return null;
  return actSchema.safeParse(data).data?.[ACT_MESSAGE] ?? null;
}
