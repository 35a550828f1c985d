/** The desktop shell starts and ends, with a stand-in for Electron that notes what is asked of it. */
import type { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  notes: [] as string[],
  switches: [] as string[],
  /** Switches that were there when the application became ready: later ones have no effect. */
  switchesInTime: [] as string[],
  app: null as null | (EventEmitter & { quits: number }),
  options: null as null | { webPreferences?: { preload?: string; sandbox?: boolean } },
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  const { notes } = electron;
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    enableSandbox: () => notes.push('sandbox'),
    commandLine: { appendSwitch: (name: string) => electron.switches.push(name) },
    requestSingleInstanceLock: () => true,
    whenReady: async () => {
      notes.push('ready');
      electron.switchesInTime.push(...electron.switches);
    },
    getPath: () => '/nowhere',
    exit: () => notes.push('exit'),
    quit: () => {
      app.quits += 1;
    },
  });
  electron.app = app;
  class BrowserWindow extends EventEmitter {
    constructor(options: typeof electron.options) {
      super();
      electron.options = options;
      notes.push('window');
    }
    loadURL = async (url: string) => void notes.push(`loads ${url}`);
    isMinimized = () => true;
    restore = () => notes.push('restored');
    focus = () => notes.push('focused');
  }
  return {
    app,
    BrowserWindow,
    Menu: { setApplicationMenu: () => notes.push('menu'), buildFromTemplate: (items: unknown) => items },
    MessageChannelMain: () => {},
    dialog: { showErrorBox: (_title: string, text: string) => notes.push(`error ${text}`) },
    ipcMain: {
      on: (name: string) => notes.push(`on ${name}`),
      handle: (name: string) => notes.push(`on ${name}`),
    },
    protocol: {
      registerSchemesAsPrivileged: () => notes.push('scheme'),
      handle: (scheme: string) => notes.push(`serves ${scheme}`),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => notes.push('permissions'),
        setPermissionCheckHandler: () => {},
        setDevicePermissionHandler: () => {},
        setSpellCheckerEnabled: (on: boolean) => notes.push(`spell checker ${on ? 'on' : 'off'}`),
        webRequest: { onBeforeRequest: () => notes.push('network refused') },
      },
    },
    shell: {},
    crashReporter: { start: () => notes.push('crash reporter') },
    autoUpdater: { checkForUpdates: () => notes.push('looks for an update') },
    utilityProcess: {},
  };
});

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-start-'));
  vi.stubEnv('CONTEXTURE_WORKSPACE', join(folder, 'workspace'));
  await import('../../src-main/shells/electron.ts');
  await vi.waitUntil(() =>
    electron.notes.some((note) => note.startsWith('loads') || note.startsWith('error')),
  );
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the desktop shell', () => {
  it('names its scheme before the application is ready, and confines all before the window opens', () => {
    expect(electron.notes).toEqual([
      'scheme',
      'sandbox',
      'ready',
      'permissions',
      'spell checker off',
      'network refused',
      'serves app',
      'on contexture:connect',
      'on contexture:choose-files',
      'menu',
      'window',
      'loads app://contexture/',
    ]);
    expect(electron.options?.webPreferences).toMatchObject({ sandbox: true });
    expect(electron.options?.webPreferences?.preload).toMatch(/out\/preload\/preload\.cjs$/u);
  });

  it('tells Chromium before it starts to fetch, report and look up nothing', () => {
    expect(electron.switchesInTime).toEqual(
      expect.arrayContaining([
        'disable-background-networking',
        'disable-component-update',
        'disable-domain-reliability',
        'disable-breakpad',
        'no-pings',
        'host-resolver-rules',
      ]),
    );
  });

  it('comes to the front when it is started again', () => {
    electron.app?.emit('second-instance');
    expect(electron.notes.slice(-2)).toEqual(['restored', 'focused']);
  });

  it('closes the workspace before it quits', async () => {
    const app = electron.app!;
    let prevented = 0;
    const event = { preventDefault: () => void (prevented += 1) };
    expect(existsSync(join(folder, 'workspace/contexture.db-wal'))).toBe(true);
    app.emit('will-quit', event);
    await vi.waitUntil(() => app.quits === 1);
    // SQLite removes its log when the last connection closes.
    expect(existsSync(join(folder, 'workspace/contexture.db-wal'))).toBe(false);
    app.emit('will-quit', event);
    expect(prevented).toBe(1);
  });
});
