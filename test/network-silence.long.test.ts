/**
 * Nothing leaves the machine and nothing is left on it: the main job on the command line, and the browser shell with a
 * job through its API, with an empty home, while system calls are recorded. Without strace only the home is looked at.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ContextureClient } from '../src-main/api/contract.ts';
import { recentFile } from '../src-main/shells/recent-workspaces.ts';
import { isIn, noStrace, readRecord, type Recorded, straceArgs } from './support/strace.ts';
import { temporaryFolder } from './support/workspace.ts';
import { commandLine } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const sample = join(root, 'resources/sample');

interface Place {
  folder: string;
  home: string;
  workspace: string;
  env: NodeJS.ProcessEnv;
}

/**
 * An account that was just made. Its environment is bare: a variable such as `CI` would switch telemetry off by
 * itself. And one that asks for telemetry is not heeded.
 */
function newAccount(): Place {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', ORT_DISABLE_TELEMETRY: '0' };
  return { folder, home, workspace: join(folder, 'workspace'), env };
}

/** Runs the command line, recorded where that can be done, and expects it to succeed. */
function contexture({ folder, workspace, env }: Place, ...args: string[]): Recorded {
  const record = join(folder, `${args[0]}.strace`);
  const command = [process.execPath, commandLine, ...args, '--workspace', workspace];
  const [program, given] =
    noStrace === null ? ['strace', straceArgs(record, command)] : [command[0]!, command.slice(1)];
  const { status, stderr } = spawnSync(program, given, { cwd: folder, env, encoding: 'utf8' });
  expect({ command: args[0], status, stderr: status === 0 ? '' : stderr }).toEqual({
    command: args[0],
    status: 0,
    stderr: '',
  });
  return readRecord(record, folder);
}

/** What was sent, and what was written outside of the folders that are the program's to write. */
function strays({ folder, home }: Place, { sent, written }: Recorded, own: readonly string[] = []): string[] {
  const mine = [folder, '/dev', '/proc', ...own];
  const away = written.filter((path) => isIn(path, [home]) || !isIn(path, mine));
  // SQLite keeps what it sorts in a file without a name, in the system's folder for such files.
  return [...sent, ...away.filter((path) => !path.endsWith('/(nameless)'))];
}

/** The first texts of the sample, and their labels: what is spoken to is no other for many. */
function fewTexts({ folder }: Place): { tweets: string; labels: string } {
  const lines = readFileSync(join(sample, 'stockerbot-sample.csv'), 'utf8').split('\n').slice(0, 300);
  const tweets = join(folder, 'tweets.csv');
  writeFileSync(tweets, `${lines.join('\n')}\n`);
  return { tweets, labels: join(sample, 'sentiment.csv') };
}

test('what a program sends and writes is recorded', ({ skip }) => {
  if (noStrace !== null) skip(noStrace);
  const { folder } = newAccount();
  const record = join(folder, 'record.strace');
  // 192.0.2.1 is kept for documentation (RFC 5737): nobody is there.
  const program = `require('dgram').createSocket('udp4').send('x', 9, '192.0.2.1', () => process.exit());
    require('fs').writeFileSync('note.txt', '')`;
  spawnSync('strace', straceArgs(record, [process.execPath, '-e', program]), { cwd: folder });
  const { sent, written } = readRecord(record, folder);
  expect(sent.join('\n')).toContain('192.0.2.1');
  expect(written).toContain(join(folder, 'note.txt'));
});

describe('an empty home stays empty, and nobody is spoken to', () => {
  test('by import, train, predict, export and doctor', () => {
    const place = newAccount();
    const { tweets, labels } = fewTexts(place);
    for (const command of [
      ['import', tweets],
      ['import', labels, '--labels', 'sentiment'],
      ['train', 'contextual-sentiment', '--set', 'epochs=1'],
      ['predict', '1', '--text', 'earned ten cents a share'],
      ['export', '1', '--format', 'onnx'],
      ['doctor'],
    ]) {
      expect({ command, strays: strays(place, contexture(place, ...command)) }).toEqual({
        command,
        strays: [],
      });
    }
    expect(readdirSync(place.home)).toEqual([]);
  });

  test('by checkpoints that are added from the disk', () => {
    const account = newAccount();
    const library = join(account.folder, 'checkpoints');
    const place = { ...account, env: { ...account.env, CONTEXTURE_CHECKPOINTS: library } };
    const published = join(root, 'test/golden/cases/bert_checkpoint');
    for (const command of [
      ['add', published, '--name', 'tiny'],
      ['list'],
      ['check', '--speed'],
      ['remove', 'tiny', '--yes'],
    ]) {
      const strayed = strays(place, contexture(place, 'checkpoint', ...command));
      // What it costs is measured in a workspace that goes when that is done.
      const own = strayed.filter((path) => !path.includes('/contexture-speed-'));
      expect({ command, strays: own }).toEqual({ command, strays: [] });
    }
    expect(readdirSync(place.home)).toEqual([]);
  });

  test('by the demo', () => {
    const place = newAccount();
    const { tweets, labels } = fewTexts(place);
    const demo = contexture(place, 'demo', tweets, '--labels', labels, '--no-open');
    expect(strays(place, demo)).toEqual([]);
    expect(readdirSync(place.home)).toEqual([]);
  });

  test('by the browser shell, its building, and a job through its API', async () => {
    const place = newAccount();
    const record = join(place.folder, 'serve.strace');
    const command = [process.execPath, commandLine, 'serve', '--workspace', place.workspace];
    const [program, args] =
      noStrace === null ? ['strace', straceArgs(record, command)] : [command[0]!, command.slice(1)];
    // strace itself heeds no signal; those meant for the server go to the group of both.
    const server = spawn(program, args, { cwd: place.folder, env: place.env, detached: true });
    onTestFinished(() => {
      if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid!, 'SIGKILL');
    });
    const url = await addressOf(server);
    expect((await fetch(url)).status).toBe(200);
    const authorization = `Bearer ${url.hash.slice('#token='.length)}`;
    const socket = new WebSocket(`ws://127.0.0.1:${url.port}/api`, { headers: { authorization } });
    const client: ContextureClient = createORPCClient(new RPCLink({ websocket: socket }));
    const { tweets, labels } = fewTexts(place);
    const ends = [
      await endOf(client, client.library.import({ files: [tweets] })),
      await endOf(client, client.library.import({ files: [labels], labels: 'sentiment' })),
      await endOf(
        client,
        client.train.start({ config: { recipe: 'topic', scheme: 'sentiment', epochs: 1 } }),
      ),
    ];
    expect(ends).toEqual(['done', 'done', 'done']);
    socket.close();
    process.kill(-server.pid!, 'SIGTERM');
    await once(server, 'exit');
    // The list of recent workspaces is all that it keeps beside the workspace.
    const kept = join(place.home, relative(homedir(), dirname(recentFile({})!)));
    const away = strays(place, readRecord(record, place.folder), [join(root, 'out')]);
    expect(away.filter((path) => !isIn(path, [kept]) && !isIn(kept, [path]))).toEqual([]);
    expect(readdirSync(kept)).toEqual(['recent-workspaces.json']);
    expect(readdirSync(place.home)).toHaveLength(1);
  });
});

async function addressOf(server: ChildProcess): Promise<URL> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const [url] = /http:\S+/u.exec(line) ?? [];
    if (url !== undefined) return new URL(url);
  }
  throw new Error('the server ended without an address');
}

/** How a job ends. */
async function endOf(client: ContextureClient, started: Promise<{ job: number }>): Promise<string> {
  let last = 'nothing';
  for await (const event of await client.jobs.watch(await started)) last = event.type;
  return last;
}
