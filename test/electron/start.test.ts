/** The desktop shell starts and ends, with a stand-in for Electron that notes what is asked of it. */
import type { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { preventable } from './stand-in.ts';

const electron = vi.hoisted(() => ({
  notes: [] as string[],
  switches: [] as string[],
  /** Switches that were there when the application became ready: later ones have no effect. */
  switchesInTime: [] as string[],
  app: null as null | (EventEmitter & { quits: number }),
  /** What this start tells an instance that runs already. */
  given: null as unknown,
  userData: '',
  /** What was sent to the page. */
  sent: [] as unknown[],
  /** The menu that was made last. */
  menu: [] as MenuItemConstructorOptions[],
  /** The folder that is chosen next. */
  chosen: '',
  /** What the page asks the main process. */
  ipc: new Map<string, (event: unknown) => void>(),
  window: null as null | EventEmitter,
  options: null as null | { webPreferences?: { preload?: string; sandbox?: boolean } },
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  const { notes } = electron;
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    enableSandbox: () => notes.push('sandbox'),
    commandLine: { appendSwitch: (name: string) => electron.switches.push(name) },
    requestSingleInstanceLock: (given: unknown) => {
      electron.given = given;
      return true;
    },
    whenReady: async () => {
      notes.push('ready');
      electron.switchesInTime.push(...electron.switches);
    },
    getPath: () => electron.userData,
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
      electron.window = this;
      notes.push('window');
    }
    mainFrame = { url: 'app://contexture/' };
    webContents = Object.assign(new EventEmitter(), {
      mainFrame: this.mainFrame,
      send: (_channel: string, act: unknown) => electron.sent.push(act),
      postMessage: () => {},
    });
    loadURL = async (url: string) => {
      notes.push(`loads ${url}`);
      this.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    };
    isDestroyed = () => false;
    getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
    isMaximized = () => false;
    isMinimized = () => true;
    restore = () => notes.push('restored');
    focus = () => notes.push('focused');
  }
  return {
    app,
    BrowserWindow,
    Menu: {
      setApplicationMenu: () => notes.push('menu'),
      buildFromTemplate: (items: typeof electron.menu) => (electron.menu = items),
    },
    MessageChannelMain: class {
      port1 = Object.assign(new EventEmitter(), { start: () => {}, postMessage: () => {}, close: () => {} });
      port2 = {};
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    dialog: {
      showOpenDialog: async () => ({ canceled: false, filePaths: [electron.chosen] }),
      showErrorBox: (_title: string, text: string) => notes.push(`error ${text}`),
    },
    ipcMain: {
      on: (name: string, hear: (event: unknown) => void) => {
        electron.ipc.set(name, hear);
        notes.push(`on ${name}`);
      },
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
    shell: { openPath: async (path: string) => void notes.push(`shows ${path}`) },
    crashReporter: { start: () => notes.push('crash reporter') },
    autoUpdater: { checkForUpdates: () => notes.push('looks for an update') },
    utilityProcess: {},
  };
});

let folder: string;
let tweets: string;
let argv: string[];

/** What the page does once it has loaded: it asks for its port. */
function connect(): void {
  const window = z
    .object({ webContents: z.custom<{ mainFrame: unknown }>() })
    .parse(Object.assign({}, electron.window));
  electron.ipc.get('contexture:connect')?.({
    sender: window.webContents,
    senderFrame: window.webContents.mainFrame,
  });
}

/** The item of the menu with a label. */
function item(label: string): MenuItemConstructorOptions {
  const found = electron.menu
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .find((one) => one.label === label);
  if (found === undefined) throw new Error(`The menu has no ${label}.`);
  return found;
}

function press({ click }: MenuItemConstructorOptions): void {
  Reflect.apply(click ?? (() => {}), null, []);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-start-'));
  electron.userData = folder;
  tweets = join(folder, 'tweets.csv');
  writeFileSync(tweets, '');
  vi.stubEnv('CONTEXTURE_WORKSPACE', join(folder, 'workspace'));
  vi.stubEnv('CONTEXTURE_CONFIG', undefined);
  for (const name of ['XDG_CONFIG_HOME', 'APPDATA', 'HOME']) vi.stubEnv(name, folder);
  argv = process.argv;
  process.argv = ['contexture', '--ozone-platform=x11', tweets, join(folder, 'not there.csv')];
  await import('../../src-main/shells/electron.ts');
  await vi.waitUntil(() =>
    electron.notes.some((note) => note.startsWith('loads') || note.startsWith('error')),
  );
});

afterAll(() => {
  process.argv = argv;
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

  it('hands files of its start to the page, once that listens, and to an instance that runs already', () => {
    expect(electron.given).toEqual({ files: [tweets], workspace: null });
    expect(electron.sent).toEqual([]);
    connect();
    expect(electron.sent).toEqual([{ importFiles: [tweets] }]);
    const event = preventable({});
    electron.app?.emit('open-file', event, '/mac/tweets.csv');
    expect(event.prevented).toBe(true);
    expect(electron.sent.at(-1)).toEqual({ importFiles: ['/mac/tweets.csv'] });
  });

  it('comes to the front when it is started again, with the files of that start', () => {
    const start = { files: ['/data/more.csv'], workspace: null };
    electron.app?.emit('second-instance', {}, [], '/', start);
    expect(electron.notes.slice(-2)).toEqual(['restored', 'focused']);
    expect(electron.sent.at(-1)).toEqual({ importFiles: ['/data/more.csv'] });
    // An older version sends nothing.
    const sent = electron.sent.length;
    electron.app?.emit('second-instance', {}, [], '/', undefined);
    expect(electron.sent).toHaveLength(sent);
  });

  it('leads to the places of the menu, and imports from it', () => {
    press(item('Runs'));
    expect(electron.sent.at(-1)).toEqual({ go: '/runs' });
    press(item('Import files…'));
    expect(electron.sent.at(-1)).toEqual({ importFiles: [] });
    press(item('Show workspace folder'));
    expect(electron.notes.at(-1)).toBe(`shows ${join(folder, 'workspace')}`);
  });

  it('opens another workspace, loads the page again, and offers the first one in the menu', async () => {
    expect(item('Open recent workspace').enabled).toBe(false);
    electron.chosen = join(folder, 'second');
    press(item('Open workspace…'));
    await vi.waitUntil(() => electron.notes.at(-1)?.startsWith('loads'));
    expect(electron.notes.slice(-2)).toEqual(['menu', 'loads app://contexture/?another#/library']);
    const recent = item('Open recent workspace');
    expect(recent).toMatchObject({ enabled: true, submenu: [{ label: join(folder, 'workspace') }] });

    // What is asked of the page while it loads waits for it.
    const sent = electron.sent.length;
    press(item('Train'));
    expect(electron.sent).toHaveLength(sent);
    connect();
    expect(electron.sent.at(-1)).toEqual({ go: '/train' });

    press(Array.isArray(recent.submenu) ? recent.submenu[0]! : {});
    await vi.waitUntil(() => existsSync(join(folder, 'workspace/contexture.db-wal')));
    electron.chosen = tweets;
    press(item('Open workspace…'));
    await vi.waitUntil(() => electron.notes.some((note) => note.startsWith('error')));
    const error = electron.notes.find((note) => note.startsWith('error'));
    expect(error).toContain('is a file; a workspace is a folder');
  });

  it('keeps the place of its window', () => {
    electron.window?.emit('close');
    expect(JSON.parse(readFileSync(join(folder, 'window-state.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1000,
      height: 700,
      maximised: false,
    });
  });

  it('looks for no update, and reports no crash to anybody', () => {
    expect(electron.notes).not.toContain('looks for an update');
    expect(electron.notes).not.toContain('crash reporter');
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
