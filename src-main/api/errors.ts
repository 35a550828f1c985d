import { ORPCError, ValidationError } from '@orpc/server';
import { logError } from '../jobs/log.ts';
import { problemOf } from '../jobs/problem.ts';
import { schemaSentence } from '../schema-sentence.ts';

/**
 * The error as the window gets it. `BAD_REQUEST` carries a message that is meant for the user;
 * `INTERNAL_SERVER_ERROR` is a failure of ours, which is logged. Where something helps, the data of the error are
 * `{ remedies: Remedy[] }`.
 */
export function apiError(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error.cause instanceof ValidationError ? badInput(error) : error;
  const problem = problemOf(error);
  const { message, remedies } = problem;
  const shown = { message, data: remedies === undefined ? undefined : { remedies } };
  if (problem.kind !== 'failure') return new ORPCError<string, unknown>('BAD_REQUEST', shown);
  // Whoever took back a question, or left, knows that no answer comes.
  const takenBack = error instanceof Error && error.name === 'AbortError';
  if (!takenBack) logError('A request failed', error);
  return new ORPCError<string, unknown>('INTERNAL_SERVER_ERROR', shown);
}

/** "Input validation failed" says nothing to anybody: name the field and what it should be. */
function badInput(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return error;
  return new ORPCError('BAD_REQUEST', { message: schemaSentence(error.cause.issues) });
}
