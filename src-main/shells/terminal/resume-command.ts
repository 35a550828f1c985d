import { UserError } from '../../errors.ts';
import { defaultWorkspace } from '../workspace.ts';

/**
 * The error of a training whose message ends with the command that goes on with it, so that the command can be entered
 * as it stands: with the workspace where it is not the default one. Others come back as they are.
 */
export function withWorkspace(error: unknown, workspace: string): unknown {
  if (!(error instanceof UserError) || workspace === defaultWorkspace()) return error;
  if (!/contexture train --resume \d+$/.test(error.message)) return error;
  return new UserError(error.kind, `${error.message} --workspace ${quoted(workspace)}`, {
    cause: error.cause,
  });
}

function quoted(path: string): string {
  if (/^[\w./\\:@%+-]+$/.test(path)) return path;
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}
