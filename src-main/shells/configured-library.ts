import { readConfiguration } from './configuration.ts';

/**
 * Lets this process and its jobs find the checkpoints where the configuration file says that they are.
 *
 * @throws UserError if the configuration file has to be read and is wrong.
 */
export function useConfiguredLibrary(env: NodeJS.ProcessEnv = process.env): void {
  const named = env['CONTEXTURE_CHECKPOINTS'];
  if (named !== undefined && named !== '') return;
  const { checkpoints } = readConfiguration(env);
  if (checkpoints !== null) env['CONTEXTURE_CHECKPOINTS'] = checkpoints;
}
