/** The sentence of an error as the user reads it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
