import { EventEmitter } from 'node:events';
import { beforeAll, describe, expect, it, vi } from 'vitest';

const page = new EventEmitter();
const ipc = new EventEmitter();
const sent: string[] = [];
const posted: { message: unknown; origin: string; transfer: readonly unknown[] }[] = [];
const exposed = new Map<string, Record<string, unknown>>();

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, unknown>) => exposed.set(name, api),
  },
  ipcRenderer: {
    on: (channel: string, listener: (...given: unknown[]) => void) => ipc.on(channel, listener),
    send: (channel: string) => sent.push(channel),
    invoke: async (channel: string) => [channel],
  },
  webUtils: { getPathForFile: (file: { name: string }) => `/data/${file.name}` },
}));

const windowStandIn = {
  location: { origin: 'app://contexture' },
  addEventListener: (type: string, listener: (event: unknown) => void) => page.on(type, listener),
  postMessage: (message: unknown, origin: string, transfer: readonly unknown[]) =>
    posted.push({ message, origin, transfer }),
};

beforeAll(async () => {
  vi.stubGlobal('window', windowStandIn);
  await import('../../src-main/shells/preload.ts');
});

describe('the preload script', () => {
  it('shows the page three things and no more', async () => {
    const api = exposed.get('contexture') ?? {};
    expect([...exposed.keys()]).toEqual(['contexture']);
    expect(Object.keys(api).sort()).toEqual(['chooseFiles', 'pathForFile', 'platform']);
    expect(api['platform']).toBe(process.platform);
    expect(await (api['chooseFiles'] as () => Promise<unknown>)()).toEqual(['contexture:choose-files']);
  });

  it('asks for the port when the page itself does, and for nobody else', () => {
    page.emit('message', { source: {}, data: 'contexture:connect' });
    page.emit('message', { source: windowStandIn, data: 'something else' });
    expect(sent).toEqual([]);
    page.emit('message', { source: windowStandIn, data: 'contexture:connect' });
    expect(sent).toEqual(['contexture:connect']);
  });

  it('hands the port to pages of its own origin only', () => {
    const port = {};
    ipc.emit('contexture:port', { ports: [port] });
    expect(posted).toEqual([{ message: 'contexture:port', origin: 'app://contexture', transfer: [port] }]);
  });

  it('says to the page what the menu asks', () => {
    posted.length = 0;
    ipc.emit('contexture:act', {}, { go: '/runs' });
    expect(posted).toEqual([
      { message: { 'contexture:act': { go: '/runs' } }, origin: 'app://contexture', transfer: [] },
    ]);
  });
});
