import type { Command } from 'commander';
import { type Access, reading } from '../../store/open.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

type Run = (
  body: (session: Session) => Promise<void> | void,
  command: Command,
  access?: Access,
) => Promise<void>;

/** Opens a session for a command and closes it whatever happens. `access`: what the command does with the workspace. */
export const withSession: Run = async (body, command, access = reading) => {
  const session = openSession(command, access);
  try {
    await body(session);
  } finally {
    session.close();
  }
};
