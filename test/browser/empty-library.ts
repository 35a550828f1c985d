import { onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../support/workspace.ts';

/** A folder where a test keeps its checkpoints, in place of the user's. It ends with the test. */
export function emptyLibrary(): string {
  const library = temporaryFolder();
  vi.stubEnv('CONTEXTURE_CHECKPOINTS', library);
  onTestFinished(() => void vi.unstubAllEnvs());
  return library;
}
