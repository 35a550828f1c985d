/** The server goes on to answer whatever comes through its sockets, and lets go of those that ended. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ContextureClient } from '../api/contract.ts';
import { serve, type Served } from './serve.ts';

let folder: string;
let served: Served;
let address: URL;
let headers: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-sockets-'));
  const window = join(folder, 'window');
  mkdirSync(window);
  writeFileSync(join(window, 'index.html'), '<!doctype html>the window');
  served = await serve({ workspace: join(folder, 'workspace'), port: 0, window, say: () => {} });
  address = new URL(served.url);
  headers = { authorization: `Bearer ${address.hash.slice('#token='.length)}` };
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

async function connected(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}/api`, { headers });
  await once(socket, 'open');
  return socket;
}

/** What a socket of its own is told. */
async function documents(): Promise<number> {
  const socket = await connected();
  // The client library takes the socket of browsers, which this one is to all that it uses.
  const client: ContextureClient = createORPCClient(new RPCLink({ websocket: socket as never }));
  const { documents: count } = await client.library.overview();
  socket.terminate();
  return count;
}

test.each([
  ['no JSON', 'hello'],
  ['bytes', Buffer.from([0xff, 0xfe, 0, 1, 2])],
  ['an empty frame', ''],
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '1e400'],
  ['an unknown procedure', '{"i":"1","p":{"u":"orpc:///no/such","b":{}}}'],
  ['a name of all objects', '{"i":"__proto__","p":{"u":"orpc:///__proto__/constructor","b":{}}}'],
  ['an answer', '{"i":"1","t":2,"p":{}}'],
  ['deep brackets', '['.repeat(100_000)],
  ['more than a request may have', 'x'.repeat(2 << 20)],
])('%s in a frame harms nobody', async (_, frame) => {
  const written: unknown[] = [];
  const said = vi.spyOn(console, 'error').mockImplementation((...given) => void written.push(...given));
  const socket = await connected();
  socket.on('error', () => {});
  for (let i = 0; i < 3; i++) socket.send(frame);
  expect(await documents()).toBe(0);
  socket.terminate();
  said.mockRestore();
  expect(written.filter((one) => typeof one !== 'string')).toEqual([]);
});

test('a thousand connections and two hundred that never finish their request leave room for one more, and end', async () => {
  const before = handles();
  const halves = Array.from({ length: 200 }, (): Socket => {
    const half = createConnection(Number(address.port), '127.0.0.1');
    half.on('error', () => {});
    half.write('GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: webso');
    return half;
  });
  const many = await Promise.all(Array.from({ length: 1000 }, connected));
  expect(await documents()).toBe(0);
  for (const socket of [...many.slice(500), ...halves.slice(100)]) {
    if (socket instanceof WebSocket) socket.terminate();
    else socket.destroy();
  }
  expect(await documents()).toBe(0);
  for (const socket of many.slice(0, 500)) socket.terminate();
  for (const half of halves) half.destroy();
  if (before === null) return;
  // The other ends notice it a moment later.
  await vi.waitFor(() => expect(handles()).toBeLessThan(before + 20), 20_000);
}, 60_000);

/** Open files and sockets of this process; null: the system does not tell. */
function handles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}
