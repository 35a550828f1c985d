import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { locateCheckpoint } from './locate.ts';

/** A hub that nobody can reach, so that asking it is seen. */
const options = () => ({ cache: temporaryFolder(), hub: 'http://127.0.0.1:9', attempts: 1, waitMs: 1 });

describe('a checkpoint by its name', () => {
  test('is a folder where there is one', async () => {
    const folder = temporaryFolder();
    expect(await locateCheckpoint(folder, options())).toBe(folder);
  });

  test.each(['./bert', '../bert', '/bert', '~/bert', 'C:\\bert', 'a/b/c'])(
    '%s is a path, and is not asked of the hub',
    async (name) => {
      await expect(locateCheckpoint(name, options())).rejects.toThrow(
        `There is no checkpoint folder ${name}.`,
      );
    },
  );

  test.each(['bert', 'owner/bert', 'owner/bert@refs/pr/1'])('%s may be on the hub', async (name) => {
    await expect(locateCheckpoint(name, options())).rejects.toThrow(
      new RegExp(`^There is no folder ${name}, and downloading it failed: .*cannot be downloaded`),
    );
  });
});
