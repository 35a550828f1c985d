import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { type DownloadOptions, downloadCheckpoint } from './download.ts';

const weights = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));
const sha256 = createHash('sha256').update(weights).digest('hex');
const files: Record<string, Buffer> = {
  'config.json': Buffer.from('{"hidden_size": 4}'),
  'vocab.txt': Buffer.from('a\nb\n'),
  '1_Pooling/config.json': Buffer.from('{"pooling_mode": "mean"}'),
  'model.safetensors': weights,
};
const gitHash = (content: Buffer) =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

interface Request {
  file: string;
  revision: string;
  range: string | undefined;
}
type Answer = (request: Request, response: ServerResponse, incoming: IncomingMessage) => void;

/** What a hub sends: files with hash and commit, and a part where one is asked for. */
const honest: Answer = ({ file, range }, response, incoming) => {
  const content = files[file];
  if (!content) {
    response.writeHead(404).end();
    return;
  }
  const etag = `"${file === 'model.safetensors' ? sha256 : gitHash(content)}"`;
  const headers = { etag, 'x-repo-commit': 'c0ffee' };
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && incoming.headers['if-range'] === etag) {
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { ...headers, 'content-range': range, 'content-length': content.length - from });
    response.end(content.subarray(from));
  } else {
    response.writeHead(200, { ...headers, 'content-length': content.length }).end(content);
  }
};

/** Sends so many bytes of the weights and then nothing more. */
const cutAfter =
  (bytes: number): Answer =>
  (request, response) => {
    response.writeHead(200, {
      etag: `"${sha256}"`,
      'x-repo-commit': 'c0ffee',
      'content-length': weights.length,
    });
    // What was sent but not yet read is lost with the line, so the reader gets some time.
    response.write(weights.subarray(0, bytes), () => setTimeout(() => response.destroy(), 200));
    expect(request.file).toBe('model.safetensors');
  };

/** A hub on this machine; `answers` are for the weights, in turn, and then the honest one. */
async function hub(...answers: Answer[]) {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    const [, revision, file] = /\/resolve\/([^/]+)\/(.+)$/.exec(incoming.url!) ?? [];
    const request = { file: file!, revision: revision!, range: incoming.headers.range };
    requests.push(request);
    const answer = (file === 'model.safetensors' ? answers.shift() : undefined) ?? honest;
    answer(request, response, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const cache = temporaryFolder();
  const options: DownloadOptions = { cache, hub: `http://127.0.0.1:${port}`, waitMs: 1, stallMs: 2000 };
  const weightRanges = () =>
    requests.filter(({ file }) => file === 'model.safetensors').map(({ range }) => range);
  return { options, cache, requests, weightRanges };
}

async function problem(options: DownloadOptions, name = 'some/bert'): Promise<string> {
  const outcome: unknown = await downloadCheckpoint(name, options).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(UserError);
  return String(outcome);
}

const isWhole = (folder: string) => readFileSync(join(folder, 'model.safetensors')).equals(weights);

describe('a checkpoint', () => {
  it('is downloaded whole, from one commit, and only once', async () => {
    const { options, requests } = await hub();
    const progress: number[] = [];
    const folder = await downloadCheckpoint('some/bert', {
      ...options,
      onProgress: ({ file, done, total }) => {
        if (file === 'model.safetensors') progress.push(done / total!);
      },
    });
    expect(isWhole(folder)).toBe(true);
    expect(readFileSync(join(folder, 'vocab.txt'), 'utf8')).toBe('a\nb\n');
    expect(readFileSync(join(folder, '1_Pooling', 'config.json'), 'utf8')).toBe('{"pooling_mode": "mean"}');
    expect(existsSync(join(folder, 'tokenizer.json'))).toBe(false);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(requests.map(({ revision }) => revision)).toEqual([
      'main',
      ...requests.slice(1).map(() => 'c0ffee'),
    ]);
    const count = requests.length;
    expect(await downloadCheckpoint('some/bert', options)).toBe(folder);
    expect(requests.length).toBe(count);
  });

  it('of another architecture is refused before its weights are asked for', async () => {
    const { options, requests } = await hub();
    const before = files['config.json']!;
    onTestFinished(() => void (files['config.json'] = before));
    files['config.json'] = Buffer.from('{"model_type": "electra"}');
    expect(await problem(options)).toContain('ELECTRA is not supported');
    expect(requests.map(({ file }) => file)).toEqual(['config.json']);
  });

  it('goes on where the line was cut', async () => {
    const { options, weightRanges } = await hub(cutAfter(70_000));
    expect(isWhole(await downloadCheckpoint('some/bert', options))).toBe(true);
    expect(weightRanges()).toEqual([undefined, 'bytes=70000-']);
  });

  it('goes on in another call, and shows nothing before it is whole', async () => {
    const { options, cache, weightRanges } = await hub(cutAfter(70_000));
    expect(await problem({ ...options, attempts: 0 })).toContain('cannot be downloaded');
    expect(existsSync(join(cache, 'some--bert'))).toBe(false);
    expect(isWhole(await downloadCheckpoint('some/bert', options))).toBe(true);
    expect(weightRanges()).toEqual([undefined, 'bytes=70000-']);
  });

  it('begins anew where the server sends the whole instead of the rest', async () => {
    const { options } = await hub(cutAfter(70_000), (_, response) => {
      response.writeHead(200, { 'content-length': weights.length }).end(weights);
    });
    expect(isWhole(await downloadCheckpoint('some/bert', options))).toBe(true);
  });

  it('begins anew where the rest does not belong to the beginning, and refuses wrong bytes', async () => {
    const wrong: Answer = (_, response) => {
      response.writeHead(200, { etag: `"${sha256}"`, 'content-length': weights.length });
      response.end(Buffer.alloc(weights.length));
    };
    const once = await hub(wrong);
    expect(isWhole(await downloadCheckpoint('some/bert', once.options))).toBe(true);
    const twice = await hub(wrong, wrong);
    expect(await problem(twice.options)).toContain('its content did not match its hash, twice');
    expect(existsSync(join(twice.cache, 'some--bert'))).toBe(false);
  });

  it('is refused where it is not the pinned one', async () => {
    const { options } = await hub();
    const pinned = { 'model.safetensors': '0'.repeat(64) };
    expect(await problem({ ...options, pinned })).toContain('its content did not match its hash');
    const folder = await downloadCheckpoint('some/bert', {
      ...options,
      pinned: { 'model.safetensors': sha256 },
    });
    expect(isWhole(folder)).toBe(true);
  });

  it('follows to the store of large files, with the hash that stands before it', async () => {
    const away: Answer = (_, response) =>
      response
        .writeHead(302, { location: '/store/resolve/x/model.safetensors', 'x-linked-etag': `"${sha256}"` })
        .end();
    const store: Answer = (_, response) => {
      response.writeHead(200, { etag: '"of the store"', 'content-length': 3 }).end('bad');
    };
    const { options } = await hub(away, store, away, store);
    expect(await problem(options)).toContain('its content did not match its hash');
    const endless = await hub(...Array.from({ length: 20 }, () => away));
    expect(await problem(endless.options)).toContain('redirects too many times');
  });

  it('waits for a server that is busy, and gives up on one that stays so', async () => {
    const busy: Answer = (_, response) => void response.writeHead(503).end();
    const { options } = await hub(busy, busy);
    expect(isWhole(await downloadCheckpoint('some/bert', options))).toBe(true);
    const always = await hub(...Array.from({ length: 9 }, () => busy));
    expect(await problem(always.options)).toMatch(/answered 503/);
  });

  it('counts a line on which nothing comes as cut', async () => {
    const silent: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': weights.length }).flushHeaders();
    };
    const { options } = await hub(silent);
    expect(isWhole(await downloadCheckpoint('some/bert', { ...options, stallMs: 100 }))).toBe(true);
  });

  it('stops when it is told to', async () => {
    const { options } = await hub();
    const stop = new AbortController();
    const running = downloadCheckpoint('some/bert', {
      ...options,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('stopped')),
    });
    await expect(running).rejects.toThrow('stopped');
  });

  it('never mixes files of two commits', async () => {
    const { options, cache } = await hub();
    const part = join(cache, 'some--bert.part');
    mkdirSync(part);
    writeFileSync(join(part, 'commit.txt'), 'older');
    writeFileSync(join(part, 'vocab.txt'), 'old');
    writeFileSync(join(part, 'model.safetensors.part'), 'old');
    writeFileSync(join(part, 'notes.md'), 'mine');
    const folder = await downloadCheckpoint('some/bert', options);
    expect(readFileSync(join(folder, 'vocab.txt'), 'utf8')).toBe('a\nb\n');
    expect(isWhole(folder)).toBe(true);
    // Whatever else lies there is not the download's to remove.
    expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('mine');
  });

  it('that is not there, or not in a format that is read, is said to be', async () => {
    const absent: Answer = (_, response) => void response.writeHead(404).end();
    const { options } = await hub(absent);
    expect(await problem(options)).toContain('neither model.safetensors nor model.safetensors.index.json');
    for (const name of ['', '../x', 'a/b/c', 'a b', 'a/..', 'x@../..']) {
      expect(await problem(options, name)).toContain('is not the name of a checkpoint');
    }
    expect(await problem({ ...options, hub: 'ftp://x' })).toContain('ftp://x');
    const nobody = { ...options, hub: 'http://127.0.0.1:1', attempts: 1 };
    expect(await problem(nobody, 'other/bert')).toContain('cannot be downloaded');
  });
});
