import { UserError } from '../../errors.ts';
import { defaultWorkspace } from '../workspace.ts';

/**
 * Completes an error whose message ends with the command that resumes a run, so that the command can be entered as it
 * stands: adds the workspace if it is not the default one. Other errors are returned unchanged.
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
