/** Fields that the requests of several jobs and procedures have in common. */
import { z } from 'zod';

/** Milliseconds since 1970, as far as JavaScript's dates reach. */
export const instantSchema = z.number().min(-8.64e15).max(8.64e15);

/** A ticker, without its `$`. */
export const symbolSchema = z.string().min(1).max(64);
