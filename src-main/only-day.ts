const dayMs = 86_400_000;

/**
 * Whether no more than the day is known of a time, in milliseconds since 1970: it stands at the last millisecond of the
 * day then, where its text is context for later days only.
 */
export function isOnlyDay(at: number): boolean {
  return at - dayOf(at) === dayMs - 1;
}

/** When the day of a time begins, in UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}
