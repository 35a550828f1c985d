/** What a person sees whose training is interrupted, and that the command that they are given works. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { importSample } from '../src-main/export/trained-run.testing.ts';
import { temporaryStore } from './support/workspace.ts';
import { commandLine } from './support/command.ts';

const small = ['document-attention', '--set', 'width=8', '--set', 'heads=1', '--set', 'ngrams=false'];

/** Trains as a person does, and presses Ctrl+C (or worse) as soon as an epoch is told. */
async function interrupted(
  workspace: string,
  signal: 'SIGINT' | 'SIGKILL',
): Promise<{ code: number | null; told: string }> {
  const args = ['train', ...small, '--set', 'epochs=2000', '--set', 'patience=2000'];
  const child = spawn(process.execPath, [commandLine, ...args, '--workspace', workspace]);
  let told = '';
  let pressed = false;
  child.stderr.on('data', (data: Buffer) => {
    told += data.toString();
    if (!pressed && /^epoch 2:/m.test(told)) {
      pressed = true;
      child.kill(signal);
    }
  });
  await once(child, 'close');
  return { code: child.exitCode, told };
}

function contexture(workspace: string, ...args: string[]) {
  return spawnSync(process.execPath, [commandLine, ...args, '--workspace', workspace], { encoding: 'utf8' });
}

const runsSchema = z.object({ runs: z.array(z.object({ state: z.string(), resumable: z.boolean() })) });

test('Ctrl+C ends a training with the command that goes on with it', async () => {
  const store = temporaryStore();
  await importSample(store);
  const { code, told } = await interrupted(store.dir, 'SIGINT');
  expect(code).toBe(1);
  expect(told.trimEnd().split('\n').at(-1)).toMatch(
    /cancelled\. Run 1 was saved after epoch \d+\. Resume it with: contexture train --resume 1 --workspace \S+$/,
  );
  const { runs } = runsSchema.parse(JSON.parse(contexture(store.dir, 'runs', '--json').stdout));
  expect(runs).toEqual([expect.objectContaining({ state: 'cancelled', resumable: true })]);

  // The very words, from another folder.
  const [, command] = /Resume it with: contexture (.+)$/m.exec(told)!;
  store.db.prepare(`UPDATE run SET config = json_set(config, '$.epochs', 3, '$.patience', 3)`).run();
  const { status, stdout } = spawnSync(process.execPath, [commandLine, ...command!.split(' ')], {
    encoding: 'utf8',
    cwd: '/',
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^run 1: document-attention/);
});

test('a training that was killed is shown with how it goes on', async () => {
  const store = temporaryStore();
  await importSample(store);
  await interrupted(store.dir, 'SIGKILL');
  expect(contexture(store.dir, 'runs').stdout).toContain('contexture train --resume RUN can resume: 1');
  const { status, stderr } = contexture(store.dir, 'evaluate', '1');
  expect(status).toBe(2);
  expect(stderr).toContain(
    'Run 1 has no result: it failed. The process that trained this run ended before the run did.' +
      ' Resume it with: contexture train --resume 1',
  );
});
