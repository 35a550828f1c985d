/** The browser shell: the same application on 127.0.0.1, for a machine without a screen and for tests in a real browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { forkJobs } from '../jobs/fork.ts';
import { logSlowQueries, slowQueryMs } from '../jobs/log.ts';
import { problemOf } from '../jobs/problem.ts';
import { UserError } from '../errors.ts';
import { confinementTo } from '../api/confine.ts';
import type { ApiContext } from '../api/router.ts';
import { Access } from './browser/access.ts';
import { forgetUploads } from './browser/forget-uploads.ts';
import { httpHandler } from './browser/http.ts';
import { attachSocket } from './browser/socket.ts';
import { builtWindow } from './browser/window.ts';
import { useConfiguredLibrary } from './configured-library.ts';
import { Workspaces } from './open-workspace.ts';
import { recentFile } from './recent-workspaces.ts';
import { fromSource, jobEntry, resources } from './places.ts';
import { withRemedies } from './terminal/remedy.ts';
import { defaultWorkspace } from './workspace.ts';

/** Milliseconds in which an answer reaches the page that asked, before its connection ends. */
const ANSWERED_MS = 200;

export interface ServeOptions {
  /** Folder of the workspace; created if it is missing. */
  workspace: string;
  /** 0: any free port. */
  port: number;
  /** Open the address in the user's browser. */
  open?: boolean;
  /** The only folder that may be read and written, besides what is uploaded; missing: what the user may. */
  root?: string | undefined;
  /** Receives a line about anything that takes a while. */
  say?: (line: string) => void;
  /** Folder of the built window; default: this application's own, built when that is missing. */
  window?: string;
  /** File that keeps the list of recent workspaces; null or missing, or with a `root`: none is kept. */
  recent?: string | null;
}

export interface Served {
  /** Address with the token, which comes after `#` and so is never sent by the browser. It is good for one browser. */
  url: string;
  /** Ends jobs, connections and the server. */
  close(): Promise<void>;
}

/**
 * Serves the window and the API on 127.0.0.1.
 *
 * @throws UserError when the port is taken or the workspace cannot be opened.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  if (!(options.port >= 0 && options.port < 65_536)) {
    throw new UserError('use', `A port is a number between 0 and 65535, not ${options.port}.`);
  }
  const { workspace, port, open = false, say = (line) => console.error(line), root } = options;
  logSlowQueries(slowQueryMs);
  useConfiguredLibrary();
  let endConnections = () => {};
  // First, since building the window takes a while and a misspelt folder is known at once.
  const confinement =
    root === undefined ? undefined : confinementTo(root, resolve(workspace), [join(resources, 'sample')]);
  const workspaces = new Workspaces({
    folder: workspace,
    spawn: forkJobs(jobEntry),
    say,
    // Whoever is kept to one folder neither sees nor changes the list of this machine's user.
    recent: root === undefined ? (options.recent ?? null) : null,
    mayChange: root === undefined,
    begin: forgetUploads,
    // Every page starts anew with the other workspace, once who asked for it has its answer.
    onChange: () => setTimeout(() => endConnections(), ANSWERED_MS),
  });
  const window = options.window ?? (await windowOr(() => workspaces.close(), say));
  const access = new Access();
  const context: ApiContext = {
    get store() {
      return workspaces.store;
    },
    get jobs() {
      return workspaces.jobs;
    },
    get damage() {
      return workspaces.damage;
    },
    resources,
    workspaces,
    confinement,
  };
  const server = createServer(httpHandler({ workspace: () => workspaces.store.dir, window, access }));
  // A large upload takes as long as it takes; only its header has to come in time.
  server.requestTimeout = 0;
  const sockets = attachSocket(server, access, context);
  endConnections = () => sockets.startAnew();
  const close = async () => {
    sockets.close();
    server.close();
    server.closeAllConnections();
    await workspaces.close();
  };
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    await close();
    throw portError(error, port);
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://127.0.0.1:${taken}/#token=${access.token}`;
  if (open) openInBrowser(url);
  return { url, close };
}

async function windowOr(giveUp: () => Promise<void>, say: (line: string) => void): Promise<string> {
  try {
    return await builtWindow(say);
  } catch (error) {
    await giveUp();
    throw error;
  }
}

/** Serves until the process is asked to end (Ctrl+C), and prints the address; with `json` as one JSON object. */
export async function serveUntilStopped({
  json = false,
  ...options
}: ServeOptions & { json?: boolean }): Promise<void> {
  const served = await serve(options);
  const { url } = served;
  console.log(
    json
      ? JSON.stringify({
          url,
          port: Number(new URL(url).port),
          workspace: resolve(options.workspace),
          pid: process.pid,
        })
      : `Contexture is open at ${url}\n` +
          `The address is good for one browser; for another one, open ${new URL('/address', url).href} in the first.\n` +
          'Press Ctrl+C to stop it.',
  );
  await new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  });
  await served.close();
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new UserError(
      'use',
      `Port ${port} is used by another program. Choose another one, or 0 for any free port.`,
    );
  }
  if (code === 'EACCES')
    return new UserError(
      'use',
      `You are not allowed to use port ${port}. Choose another one, or 0 for any free port.`,
    );
  return error;
}

/** Hands the address to the system. The address is ours, and no shell ever sees it. */
function openInBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  if (command === undefined) return;
  // Without a desktop there is nothing to open; the address is printed anyway.
  spawn(command, args, { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}

// Built into the command line this file is no program of its own.
if (import.meta.main && fromSource) {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string', default: defaultWorkspace() },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: false },
    },
  });
  try {
    await serveUntilStopped({
      workspace: values.workspace,
      port: Number(values.port),
      open: values.open,
      recent: recentFile(),
    });
  } catch (error) {
    const problem = problemOf(error);
    process.stderr.write(`contexture: ${withRemedies(problem)}\n`);
    process.exitCode = { use: 2, input: 3, failure: 1 }[problem.kind];
  }
}
