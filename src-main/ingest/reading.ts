import { z } from 'zod';
import { encodings } from './encoding-names.ts';
import type { EncodingName } from './encoding-names.ts';
import { roleSchema } from './roles.ts';

export type { EncodingName };

/** How a date such as 03/04/2018 is written: month first, day first; `ymd` is 2018-04-03 and needs no saying. */
export const dateOrders = ['ymd', 'mdy', 'dmy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What separates the decimals of a number: 1.5 or 1,5. */
export const decimalMarks = ['point', 'comma'] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** What can separate fields: any character, or several signs such as `=>`. */
export const DELIMITER = /^(?:[^]|[^\p{L}\p{N}]{2,8})$/u;

/** What a user says of how a file is to be read. All that is null or left out is recognised. */
export const readingSchema = z.object({
  encoding: z.enum(encodings).nullable().default(null),
  /** What stands between fields, one character or several signs; `\n`: one text a line. */
  delimiter: z.string().regex(DELIMITER).nullable().default(null),
  /** Fields may stand in quotes; false: a quote is text. */
  quoted: z.boolean().nullable().default(null),
  /** Line of the heading, from 1; 0: there is none. */
  heading: z.int().min(0).nullable().default(null),
  dates: z.enum(dateOrders).nullable().default(null),
  /** The zone of times that name none, as `America/New_York` or `+05:30`. */
  zone: z.string().min(1).max(64).nullable().default(null),
  /** The decimal mark of prices and volumes. */
  decimal: z.enum(decimalMarks).nullable().default(null),
  /** Ticker of a file that holds the prices of one. */
  ticker: z.string().min(1).max(64).nullable().default(null),
  /** Numbers in ascending order that divide labels which are numbers into classes; a bound belongs to the class above it. */
  bins: z
    .array(z.number())
    .min(1)
    .refine((bounds) => bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!), 'bins must ascend')
    .nullable()
    .default(null),
  /** Columns by what they are for, each by its heading or its number from 1. They replace those that are recognised. */
  columns: z.partialRecord(roleSchema, z.array(z.string())).default({}),
});
export type Reading = z.infer<typeof readingSchema>;
export type ReadingInput = z.input<typeof readingSchema>;

export const recognisedReading: Readonly<Reading> = readingSchema.parse({});

/** Whether the user leaves to be recognised what only tables have. */
export function isRecognised({ delimiter, columns, heading }: Reading): boolean {
  return delimiter === null && heading === null && Object.keys(columns).length === 0;
}
