import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type * as Electron from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContextureClient } from '../../src-main/api/contract.ts';
import { forkJobs } from '../../src-main/jobs/fork.ts';
import { createJobHost } from '../../src-main/jobs/host.ts';
import type { JobHost } from '../../src-main/jobs/host.ts';
import { channels } from '../../src-main/shells/desktop/channels.ts';
import { answerWindow } from '../../src-main/shells/desktop/ipc.ts';
import { origin } from '../../src-main/shells/desktop/origin.ts';
import { jobEntry } from '../../src-main/shells/places.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { IpcStandIn, MessageChannelStandIn, PageStandIn } from './stand-in.ts';

let folder: string;
let store: WritableStore;
let jobs: JobHost;
let ipc: IpcStandIn;
let page: PageStandIn;
let open: MessageChannelStandIn[];
/** What the dialogs were asked to be. */
let shown: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-ipc-'));
  store = openStore(folder);
  jobs = createJobHost({ store, spawn: forkJobs(jobEntry) });
  ipc = new IpcStandIn();
  page = new PageStandIn(`${origin}/index.html`);
  open = [];
  shown = [];
  class Channel extends MessageChannelStandIn {
    constructor() {
      super();
      open.push(this);
    }
  }
  answerWindow({
    ipcMain: ipc.ipcMain,
    dialog: {
      showOpenDialog: async (...given: unknown[]) => {
        shown.push(given.at(-1));
        return { canceled: false, filePaths: ['/data/tweets.csv'] };
      },
    },
    MessageChannelMain: Channel as unknown as typeof Electron.MessageChannelMain,
    window: () => page.window,
    context: { store, jobs, resources: '' },
  });
});

afterEach(async () => {
  for (const { port1, port2 } of open) {
    port1.close();
    port2.close();
  }
  await jobs.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the API over a message port', () => {
  it('answers the window', async () => {
    ipc.send(channels.connect, page.event());
    expect(page.posted).toEqual([{ channel: channels.port, ports: [open[0]?.port2] }]);
    const port = open[0]!.port2;
    const client: ContextureClient = createORPCClient(new RPCLink({ port }));
    port.start();
    expect(await client.library.overview()).toMatchObject({ workspace: folder, documents: 0 });
    await expect(client.tickers.get({ symbol: 'NONE' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/^There is no ticker NONE[.:]/),
    });
  });
});

describe('a message that does not come from the window', () => {
  it('gets no port when a frame inside the page sends it', () => {
    ipc.send(channels.connect, page.event({ url: `${origin}/index.html` }));
    expect(page.posted).toEqual([]);
  });

  it('gets no port when another page sends it', () => {
    const other = new PageStandIn(`${origin}/index.html`);
    ipc.send(channels.connect, other.event());
    expect(other.posted).toEqual([]);
  });

  it('gets no port when the window has been led elsewhere', () => {
    page.frame.url = 'https://example.org/';
    ipc.send(channels.connect, page.event());
    expect(page.posted).toEqual([]);
  });

  it('gets no port when its frame is gone', () => {
    ipc.send(channels.connect, page.event(null));
    expect(page.posted).toEqual([]);
  });

  it('opens no file dialog', async () => {
    expect(await ipc.invoke(channels.chooseFiles, page.event())).toEqual(['/data/tweets.csv']);
    await ipc.invoke(channels.chooseFiles, page.event(), 'checkpoint');
    expect(shown).toMatchObject([{ title: 'Import files' }, { title: 'Add a checkpoint' }]);
    await expect(ipc.invoke(channels.chooseFiles, page.event({ url: origin }))).rejects.toThrow('may not');
  });
});
