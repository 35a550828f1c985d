import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as RawSocket } from 'ws';
import type { ContextureClient } from '../api/contract.ts';
import type { JobEvent } from '../jobs/protocol.ts';
import { openStore } from '../store/open.ts';
import { createRun } from '../store/runs.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let folder: string;
let served: Served;
let base: URL;
let token: string;
let authorization: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-serve-'));
  const window = join(folder, 'window');
  mkdirSync(join(window, 'assets'), { recursive: true });
  writeFileSync(join(window, 'index.html'), '<!doctype html>the window');
  writeFileSync(join(window, 'assets/index-a1b2.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
  served = await serve({ workspace: join(folder, 'workspace'), port: 0, window });
  base = new URL(served.url);
  token = base.hash.slice('#token='.length);
  authorization = `Bearer ${token}`;
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request as it is: no client between that cleans up the path or refuses a header. */
function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: base.port, path, method, headers, agent: false },
      (incoming) => {
        text(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The status with which a WebSocket is refused; 101 when it is not. */
function knock(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new RawSocket(`ws://127.0.0.1:${base.port}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (outgoing, incoming) => {
      outgoing.destroy();
      resolve(incoming.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

function connect(): { client: ContextureClient; socket: WebSocket } {
  const socket = new WebSocket(`ws://127.0.0.1:${base.port}/api`, { headers: { authorization } });
  return { client: createORPCClient(new RPCLink({ websocket: socket })), socket };
}

describe('the window over HTTP', () => {
  it('comes with a policy that runs no foreign and no inline script', async () => {
    const { status, headers, body } = await ask('/');
    expect([status, body]).toEqual([200, '<!doctype html>the window']);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('keeps hashed files for ever and the page for no time', async () => {
    const { headers } = await ask('/assets/index-a1b2.js?x=1');
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/..%5csecret.json',
    '//etc/passwd',
    '/%00',
    '/%',
    '/assets',
    '/missing.js',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it.each(['evil.example', 'evil.example:1', '127.0.0.1.evil.example', '0.0.0.0', 'user@localhost'])(
    'is refused to the host %j',
    async (host) => {
      expect((await ask('/', { host })).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('is refused to two hosts at once, in either order', async () => {
    for (const hosts of [
      ['localhost', 'evil.example'],
      ['evil.example', 'localhost'],
      ['localhost', 'localhost'],
    ]) {
      const head = hosts.map((host) => `Host: ${host}\r\n`).join('');
      const connection = createConnection(Number(base.port), '127.0.0.1');
      connection.write(`GET / HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
      expect(await text(connection)).toMatch(/^HTTP\/1\.1 (?:400|403) /);
    }
  });

  it('is given to a tunnel, whose port is another', async () => {
    expect((await ask('/', { host: 'localhost:4000' })).status).toBe(200);
  });

  it('is only read', async () => {
    expect((await ask('/', {}, 'DELETE')).status).toBe(405);
    expect((await ask('/', {}, 'HEAD')).body).toBe('');
  });
});

describe('the WebSocket', () => {
  it('opens with the token, to a script and to our own page', async () => {
    expect(await knock('/api', { authorization })).toBe(101);
    expect(await knock('/api', { authorization, origin: base.origin })).toBe(101);
  });

  it('is refused without the token, with a wrong one, and with one in the address', async () => {
    expect(await knock('/api')).toBe(401);
    expect(await knock('/api', { authorization: `${authorization}x` })).toBe(401);
    expect(await knock('/api', { authorization: authorization.slice(0, -1) })).toBe(401);
    expect(await knock(`/api?token=${token}`)).toBe(401);
  });

  it('is refused to another page and under another name, token or not', async () => {
    expect(await knock('/api', { authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await knock('/api', { authorization, origin: 'null' })).toBe(403);
    expect(await knock('/api', { authorization, host: 'evil.example', origin: 'http://evil.example' })).toBe(
      403,
    );
  });

  it('is nowhere else', async () => {
    expect(await knock('/other', { authorization })).toBe(404);
  });
});

describe('the session', () => {
  it('tells whether a token is right', async () => {
    expect((await ask('/session', { authorization })).status).toBe(204);
    expect((await ask('/session', { authorization: 'Bearer guess' })).status).toBe(401);
  });
});

describe('an upload', () => {
  it('is refused without the token, with a wrong one, and from another page', async () => {
    expect((await ask('/upload?name=a.csv', {}, 'POST', 'x')).status).toBe(401);
    expect((await ask('/upload?name=a.csv', { authorization: 'Bearer x' }, 'POST', 'x')).status).toBe(401);
    const foreign = { authorization, origin: 'https://evil.example' };
    expect((await ask('/upload?name=a.csv', foreign, 'POST', 'x')).status).toBe(401);
    expect(existsSync(join(folder, 'workspace/incoming'))).toBe(false);
  });

  it('lands in the workspace under its own name, whatever that tries', async () => {
    const name = encodeURIComponent('../../../etc/pass:wd.csv');
    const { status, body } = await ask(`/upload?name=${name}`, { authorization }, 'POST', 'a,b\n1,2\n');
    expect(status).toBe(200);
    const { path } = JSON.parse(body) as { path: string };
    expect(path).toMatch(/workspace\/incoming\/[0-9a-f]{12}\/pass_wd\.csv$/u);
    expect(readFileSync(path, 'utf8')).toBe('a,b\n1,2\n');
  });

  it('leaves nothing when it breaks off', async () => {
    const incoming = () => readdirSync(join(folder, 'workspace/incoming'));
    const before = incoming();
    const outgoing = request({
      host: '127.0.0.1',
      port: base.port,
      path: '/upload?name=half.csv',
      method: 'POST',
      headers: { authorization, 'content-length': 1000 },
    });
    outgoing.on('error', () => {});
    outgoing.write('half');
    await expect.poll(() => incoming().length).toBe(before.length + 1);
    outgoing.destroy();
    await expect.poll(incoming).toEqual(before);
  });
});

describe('on a disk that is nearly full', () => {
  const disk = () => join(folder, 'disk');
  let why: string | null = null;

  beforeAll(() => {
    mkdirSync(disk());
    const { status, error, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk()], {
      encoding: 'utf8',
    });
    if (status !== 0) why = `no small disk could be mounted: ${error?.message ?? stderr}`;
  });
  afterAll(() => {
    if (why === null) spawnSync('umount', [disk()]);
  });

  it('an upload that does not fit is refused in words, before and while it is sent, and leaves nothing', async ({
    skip,
  }) => {
    if (why !== null) skip(why);
    const one = await serve({
      workspace: join(disk(), 'workspace'),
      port: 0,
      window: join(folder, 'window'),
    });
    try {
      const { port, hash, origin } = new URL(one.url);
      const headers = { authorization: `Bearer ${hash.slice('#token='.length)}` };
      const room = await fetch(`${origin}/upload?name=big.csv&bytes=8000000`, { headers });
      expect(room.status).toBe(507);
      expect(await room.text()).toMatch(
        /^big\.csv does not fit: it has 8 MB, and the disk of the workspace has [\d.]+ MB left\.\n$/,
      );
      expect((await fetch(`${origin}/upload?name=small.csv&bytes=1000`, { headers })).status).toBe(204);
      // Without a length nobody knows before.
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = request({
          host: '127.0.0.1',
          port,
          path: '/upload?name=big.csv',
          method: 'POST',
          headers,
        });
        outgoing.on('response', resolve).on('error', reject);
        for (let i = 0; i < 8; i++) outgoing.write(Buffer.alloc(1 << 20));
        outgoing.end();
      });
      expect([answer.statusCode, await text(answer)]).toEqual([
        507,
        'big.csv does not fit: the disk of the workspace is full.\n',
      ]);
      expect(readdirSync(join(disk(), 'workspace/incoming'))).toEqual([]);
    } finally {
      await one.close();
    }
  });
});

describe('uploads of an earlier server', () => {
  it('are removed, but for those that a run names', async () => {
    const workspace = join(folder, 'uploads');
    const incoming = join(workspace, 'incoming');
    for (const name of ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']) {
      mkdirSync(join(incoming, name), { recursive: true });
      writeFileSync(join(incoming, name, 'x.csv'), 'x');
    }
    const store = openStore(workspace);
    const config = JSON.stringify({ testFile: join(incoming, 'bbbbbbbbbbbb/x.csv') });
    createRun(store, { recipe: 'topic', config, version: '0' });
    store.close();
    const options = { workspace, port: 0, window: join(folder, 'window') };
    const one = await serve(options);
    expect(readdirSync(incoming)).toEqual(['bbbbbbbbbbbb']);
    // A second server of the same workspace leaves alone what was sent to the first.
    mkdirSync(join(incoming, 'cccccccccccc'));
    const two = await serve(options);
    expect(readdirSync(incoming).toSorted()).toEqual(['bbbbbbbbbbbb', 'cccccccccccc']);
    await two.close();
    await one.close();
  });
});

describe('served from one folder', () => {
  it('reads and writes nothing outside of it', async () => {
    const root = join(folder, 'shared');
    mkdirSync(root);
    writeFileSync(join(root, 'tweets.csv'), 'text,published_at\nup and up,2018-07-18T10:00:00Z\n');
    const options = { workspace: join(folder, 'confined'), port: 0, window: join(folder, 'window') };
    const recent = join(folder, 'recent-workspaces.json');
    await expect(serve({ ...options, root: join(folder, 'missing') })).rejects.toThrow('There is no folder');
    expect(existsSync(options.workspace)).toBe(false);
    const one = await serve({ ...options, root, recent });
    expect(existsSync(recent)).toBe(false);
    const { port, hash } = new URL(one.url);
    const headers = { authorization: `Bearer ${hash.slice('#token='.length)}` };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api`, { headers });
    const client: ContextureClient = createORPCClient(new RPCLink({ websocket: socket }));
    await expect(client.library.inspect({ file: join(folder, 'secret.json') })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('the only folder that is served here'),
    });
    await expect(client.library.import({ files: ['/etc/passwd'] })).rejects.toThrow('the only folder');
    await expect(client.library.files({ names: [`${root}/../*`] })).rejects.toThrow('the only folder');
    expect(await client.library.files({ names: [`${root}/*.csv`] })).toEqual([join(root, 'tweets.csv')]);
    socket.close();
    await one.close();
  });
});

describe('the API over the WebSocket', () => {
  it('uploads, imports, and tells what happens until the end', async () => {
    const lines = [
      'id,text,timestamp,source,symbols,company_names,url,verified',
      '1.01e+18,$ZORP earns more than anybody thought,Wed Jul 18 21:33:26 +0000 2018,ann,ZORP,Zorp Inc.,,True',
      '1.01e+18,$ZORP says nothing new,Wed Jul 18 22:33:26 +0000 2018,bob,ZORP,Zorp Inc.,,False',
    ];
    const upload = await ask('/upload?name=export.csv', { authorization }, 'POST', `${lines.join('\n')}\n`);
    const { path } = JSON.parse(upload.body) as { path: string };
    const { client, socket } = connect();
    const { job } = await client.library.import({ files: [path] });
    const events: JobEvent[] = [];
    for await (const event of await client.jobs.watch({ job })) events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      result: [{ records: 2, accepted: 2, duplicate: 0, rejected: 0 }],
    });
    expect(await client.library.overview()).toMatchObject({ documents: 2, companies: 1 });
    expect(await client.tickers.list()).toMatchObject([{ symbol: 'ZORP', documents: 2 }]);
    expect((await client.tickers.timeline({ symbol: 'ZORP' })).total).toBe(2);
    expect(await client.jobs.list()).toMatchObject([{ id: job, state: 'done' }]);
    socket.close();
  });

  it('says in words what is wrong with a request', async () => {
    const { client, socket } = connect();
    await expect(client.tickers.get({ symbol: 'NONE' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/^There is no ticker NONE[.:]/),
    });
    await expect(client.tickers.histogram({ symbol: null, bins: 0 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/^"bins" must be at least 1/),
    });
    await expect(client.jobs.watch({ job: 99 })).rejects.toMatchObject({
      message: expect.stringContaining('No job 99'),
    });
    socket.close();
  });

  it('answers on when one connection sends what is no request', async () => {
    const nonsense = [
      '',
      'x',
      'null',
      '{"i":"1"}',
      '{"i":"1","p":{"u":"http://[::"}}',
      new Uint8Array([0, 255]),
    ];
    for (const frame of [...nonsense, 'long'.repeat(1024 * 1024)]) {
      const socket = new RawSocket(`ws://127.0.0.1:${base.port}/api`, { headers: { authorization } });
      await once(socket, 'open');
      socket.send(frame);
      // The server answers a ping after it has read the frame, or has closed on it.
      socket.ping();
      await Promise.race([once(socket, 'pong'), once(socket, 'close')]);
      socket.terminate();
    }
    const { client, socket } = connect();
    expect(await client.tickers.list()).toMatchObject([{ symbol: 'ZORP' }]);
    socket.close();
  });

  it('tells why an import failed', async () => {
    const { client, socket } = connect();
    const { job } = await client.library.import({ files: [join(folder, 'missing.csv')] });
    const events: JobEvent[] = [];
    for await (const event of await client.jobs.watch({ job })) events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      problem: { message: expect.stringContaining('missing.csv') },
    });
    socket.close();
  });
});

describe('the workspace', () => {
  const window = () => join(folder, 'window');

  it('is made where there is none, which is said in one line', async () => {
    const said: string[] = [];
    const dir = join(folder, 'made');
    for (let times = 0; times < 2; times++) {
      const one = await serve({ workspace: dir, port: 0, window: window(), say: (line) => said.push(line) });
      await one.close();
    }
    expect(said).toEqual([`Created a new workspace in ${dir}.`]);
  });

  it.each([
    ['a file', () => join(folder, 'secret.json'), 'secret.json is a file; a workspace is a folder.'],
    ['nothing', () => '', 'The workspace has no name.'],
  ])('that is %s is refused before anything is built or opened', async (_name, dir, message) => {
    const refused = serve({ workspace: dir(), port: 0, window: window() });
    await expect(refused).rejects.toMatchObject({ kind: 'use', message: expect.stringContaining(message) });
  });

  it.each(['../shells/cli.ts', '../shells/serve.ts'])(
    'is refused by %s in one sentence, with exit code 2',
    (entry) => {
      const args = [
        ...(entry.endsWith('cli.ts') ? ['serve'] : []),
        '--workspace',
        join(folder, 'secret.json'),
      ];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(import.meta.dirname, entry), ...args],
        { encoding: 'utf8' },
      );
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr: `contexture: ${join(folder, 'secret.json')} is a file; a workspace is a folder.\n`,
      });
    },
  );
});

describe('a port that is taken', () => {
  it('is named', async () => {
    const again = serve({
      workspace: join(folder, 'other'),
      port: Number(base.port),
      window: join(folder, 'window'),
    });
    await expect(again).rejects.toThrow(`Port ${base.port} is used by another program`);
  });
});
