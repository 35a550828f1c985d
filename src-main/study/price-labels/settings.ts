import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written as 09:30');

/** How labels are made from prices. */
export const priceLabelSettingsSchema = z.object({
  /** Sessions up to whose close the return counts; 1: the next close. */
  days: z.int().min(1).max(250).default(1),
  /**
   * `after`: from the first price at or after the text, an open or a close, so that nothing counts that had happened when it
   * was written. `before`: from the last price before it, so that what happened since then counts too.
   */
  from: z.enum(['after', 'before']).default('after'),
  /** What is taken off a return: the mean of all tickers with prices (`market`), nothing (`none`), or that of a ticker. */
  over: z.string().min(1).default('market'),
  /** Returns of at least this much, in percent, are up, those of at most its negative are down, others flat. */
  threshold: z.number().min(0).max(100).default(1),
  /** Whether texts whose return is flat get a label. */
  flat: z.boolean().default(true),
  /** Of the exchange. */
  zone: z.string().min(1).default('America/New_York'),
  open: clock.default('09:30'),
  close: clock.default('16:00'),
});
export type PriceLabelSettings = z.infer<typeof priceLabelSettingsSchema>;

export const priceClasses = { up: 'up', flat: 'flat', down: 'down' } as const;
