import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContextureClient } from '../../src-main/api/contract.ts';

const root = join(import.meta.dirname, '../..');

/** A server of the application in a process of its own. */
export interface Server {
  url: string;
  pid: number;
  end: () => Promise<void>;
}

/** A connection to its API. */
export function apiOf({ url }: Server): { client: ContextureClient; close: () => void } {
  const { port, hash } = new URL(url);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api`, {
    headers: { authorization: `Bearer ${hash.slice('#token='.length)}` },
  });
  return {
    client: createORPCClient(new RPCLink({ websocket: socket })),
    close: () => socket.close(),
  };
}

/** Serves a workspace; its temporary files are in `temporary`. */
export async function served(workspace: string, temporary: string): Promise<Server> {
  mkdirSync(temporary, { recursive: true });
  const child = spawn(
    process.execPath,
    [join(root, 'src-main/shells/cli.ts'), 'serve', '--workspace', workspace, '--port', '0', '--json'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TMPDIR: temporary, CONTEXTURE_CONFIG: '' },
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    const { url } = JSON.parse(line) as { url: string };
    return {
      url,
      pid: child.pid!,
      end: async () => {
        child.kill('SIGTERM');
        await new Promise((resolve) => child.once('close', resolve));
      },
    };
  }
  throw new Error('the server did not start');
}
