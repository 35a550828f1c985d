import type { Command } from 'commander';
import { type Access, making, reading, type WriteAccess, writing } from '../../store/open.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { openSession, type Session } from './session.ts';

type Body<S extends ReadableStore> = (session: Session<S>) => Promise<void> | void;

/** Opens a session for a command and closes it whatever happens. `access`: what the command does with the workspace. */
export function withSession(
  body: Body<ReadableStore>,
  command: Command,
  access: Access = reading,
): Promise<void> {
  return thenClosed(body, openSession(command, access));
}

/** The same for a command that stores something. */
export function withWritableSession(
  body: Body<WritableStore>,
  command: Command,
  access: WriteAccess = writing,
): Promise<void> {
  return thenClosed(body, openSession(command, access));
}

/** The same for a command that trains: on the texts of a file it needs nothing of a workspace, so that one is made. */
export function withTrainingSession(
  body: Body<WritableStore>,
  command: Command,
  { train }: { train?: string },
): Promise<void> {
  return withWritableSession(body, command, train === undefined ? writing : making);
}

async function thenClosed<S extends ReadableStore>(body: Body<S>, session: Session<S>): Promise<void> {
  try {
    await body(session);
  } finally {
    session.close();
  }
}
