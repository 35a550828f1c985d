import type { Command } from 'commander';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

type Run = (body: (session: Session) => Promise<void> | void, command: Command) => Promise<void>;

/** Opens a session for a command and closes it whatever happens. */
export const withSession: Run = async (body, command) => {
  const session = openSession(command);
  try {
    await body(session);
  } finally {
    session.close();
  }
};
