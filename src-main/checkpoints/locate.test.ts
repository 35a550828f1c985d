import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import type { CheckpointEntry } from './library/entry.ts';
import { contentFolder, entryFile } from './library/folder.ts';
import { locateCheckpoint } from './locate.ts';

const hash = 'abc123'.padEnd(64, '0');

/** A library with one checkpoint of one small file, and a workspace's folder of checkpoints. */
function places() {
  const library = temporaryFolder();
  const entry: CheckpointEntry = {
    version: 1,
    name: 'MiniLM',
    hash,
    origin: { kind: 'folder', from: '/data/minilm' },
    added: 0,
    files: [{ name: 'config.json', bytes: 2 }],
    family: 'bert',
    layers: 6,
    width: 384,
    parameters: 1,
    positions: 512,
    pooling: 'mean',
    normalized: true,
    labels: null,
    licence: null,
  };
  const folder = contentFolder(library, hash);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), '{}');
  mkdirSync(join(library, 'names'));
  writeFileSync(entryFile(library, entry.name), JSON.stringify(entry));
  return { library, cache: temporaryFolder(), folder };
}

/** What locating fails with; not failing fails the test. */
async function problem(name: string, options = places()): Promise<UserError> {
  const outcome: unknown = await locateCheckpoint(name, options).catch((error: unknown) => error);
  if (!(outcome instanceof UserError)) throw new Error(`not refused: ${String(outcome)}`);
  return outcome;
}

describe('a checkpoint by its name', () => {
  test('is a folder where there is one', async () => {
    const folder = temporaryFolder();
    expect(await locateCheckpoint(folder, places())).toBe(folder);
  });

  test.each(['MiniLM', 'minilm', 'abc123', hash])('%s is found in the library', async (name) => {
    const { folder, ...options } = places();
    expect(await locateCheckpoint(name, options)).toBe(folder);
  });

  test.each([
    ['owner/bert', 'owner--bert'],
    ['owner/bert@v2', 'owner--bert@v2'],
  ])('%s is found where an earlier version downloaded it for the workspace', async (name, folder) => {
    const options = places();
    mkdirSync(join(options.cache, folder));
    expect(await locateCheckpoint(name, options)).toBe(join(options.cache, folder));
  });

  test.each(['./bert', '../bert', '/bert', '~/bert', 'C:\\bert', 'a/b/c'])('%s is a path', async (name) => {
    expect(String(await problem(name))).toContain(`There is no checkpoint folder ${name}.`);
  });

  test.each(['owner/bert', 'owner/bert@refs/pr/1'])('%s has to be added first', async (name) => {
    const { message, remedies } = await problem(name);
    expect(message).toBe(
      `The checkpoint ${name} has not been added on this machine, and a training downloads none by itself.`,
    );
    expect(remedies).toContainEqual({ action: 'add-checkpoint', checkpoint: name });
  });

  test('that is misspelt is answered by the one that is meant, and how to add one', async () => {
    const { message, remedies } = await problem('MiniLN');
    expect(message).toBe('There is no checkpoint "MiniLN". Did you mean "MiniLM"?');
    expect(remedies).toEqual([
      { action: 'list', what: 'checkpoints' },
      { action: 'add-checkpoint', checkpoint: null },
    ]);
  });

  test('whose files are seen to be damaged is refused, with where it came from', async () => {
    const { folder, ...options } = places();
    writeFileSync(join(folder, 'config.json'), '{ }');
    const { message, remedies } = await problem('MiniLM', { ...options, folder });
    expect(message).toBe(
      'The checkpoint MiniLM is damaged: config.json has 3 bytes instead of 2. Add it again.',
    );
    expect(remedies).toEqual([{ action: 'add-checkpoint', checkpoint: '/data/minilm' }]);
  });
});
