import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confineContents, confinePermissions } from '../../src-main/shells/desktop/confine.ts';
import type { Confined } from '../../src-main/shells/desktop/confine.ts';
import { externalAddress, isOwn } from '../../src-main/shells/desktop/origin.ts';
import { appScheme, serveWindow } from '../../src-main/shells/desktop/protocol.ts';
import { silenceNetwork, silenceSession } from '../../src-main/shells/desktop/silence.ts';
import { windowOptions } from '../../src-main/shells/desktop/window.ts';
import { preventable } from './stand-in.ts';

describe('the window', () => {
  it('is sandboxed, isolated, and has no Node', () => {
    expect(windowOptions('/app/preload.cjs').webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
  });
});

describe('permissions', () => {
  type Request = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
  type Check = (contents: unknown, permission: string) => boolean;
  let request: Request = () => {};
  let check: Check = () => true;
  let device: () => boolean = () => true;
  confinePermissions({
    setPermissionRequestHandler: (handler: Request) => void (request = handler),
    setPermissionCheckHandler: (handler: Check) => void (check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => void (device = handler),
  });

  it.each(['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'usb', 'clipboard-read'])(
    'are refused: %s',
    (permission) => {
      const answers: boolean[] = [];
      request(null, permission, (granted) => answers.push(granted));
      expect([...answers, check(null, permission), device()]).toEqual([false, false, false]);
    },
  );
});

describe('the network', () => {
  it('is refused to the window, whoever asks', () => {
    let filter: Electron.WebRequestFilter = { urls: [] };
    let cancelled: boolean | undefined = false;
    const onBeforeRequest: Electron.WebRequest['onBeforeRequest'] = (...args: unknown[]) => {
      const [wanted, listener] = args as [
        Electron.WebRequestFilter,
        (details: object, answer: (response: Electron.CallbackResponse) => void) => void,
      ];
      filter = wanted;
      listener({}, ({ cancel }) => (cancelled = cancel));
    };
    const spelling: boolean[] = [];
    silenceSession({
      setSpellCheckerEnabled: (on) => void spelling.push(on),
      webRequest: { onBeforeRequest },
    });
    expect(spelling).toEqual([false]);
    expect(filter.urls).toEqual(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']);
    expect(cancelled).toBe(true);
  });

  it('has no names that could be looked up', () => {
    const switches = new Map<string, string | undefined>();
    silenceNetwork({ appendSwitch: (name, value) => void switches.set(name, value) });
    expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
  });
});

describe('navigation', () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const opened: string[] = [];
  let openWindow: (details: { url: string }) => unknown = () => null;
  confineContents(
    {
      on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: typeof openWindow) => void (openWindow = handler),
    } as unknown as Confined,
    { openExternal: async (url) => void opened.push(url) },
  );

  function prevented(name: string, fields: object): boolean {
    const event = preventable(fields);
    listeners.get(name)?.(event);
    return event.prevented;
  }

  it('stays inside the application', () => {
    const isMainFrame = true;
    expect(prevented('will-frame-navigate', { url: 'app://contexture/', isMainFrame })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'https://example.org/', isMainFrame })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'app://contexture.evil/', isMainFrame })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'file:///etc/passwd', isMainFrame })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'app://contexture/', isMainFrame: false })).toBe(true);
    expect(prevented('will-redirect', { url: 'https://example.org/' })).toBe(true);
    expect(prevented('will-attach-webview', {})).toBe(true);
  });

  it('opens no window, and only https links in the user’s browser', () => {
    const wanted = [
      'https://example.org/a?b',
      'http://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ];
    for (const url of wanted) expect(openWindow({ url })).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://example.org/a?b']);
  });
});

describe('addresses', () => {
  it('are external only by https and without a name in them', () => {
    expect(externalAddress('https://t.co/x')).toBe('https://t.co/x');
    for (const url of ['https://bank@evil.org/', 'ms-msdt:/id', 'smb://host/share', '\\\\host\\share', '']) {
      expect(externalAddress(url)).toBeNull();
    }
  });

  it('are our own only by scheme and host', () => {
    expect(isOwn('app://contexture/index.html')).toBe(true);
    for (const url of ['app://other/', 'http://contexture/', 'app:contexture', 'not an address']) {
      expect(isOwn(url)).toBe(false);
    }
  });
});

describe('the app protocol', () => {
  let folder: string;
  let handle: (request: Request) => Promise<Response> = () => Promise.reject(new Error('nothing is served'));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'contexture-app-'));
    mkdirSync(join(folder, 'window/assets'), { recursive: true });
    writeFileSync(join(folder, 'window/index.html'), '<!doctype html>page');
    writeFileSync(join(folder, 'window/assets/a.js'), 'export {}');
    writeFileSync(join(folder, 'secret.json'), '{}');
    symlinkSync(join(folder, 'secret.json'), join(folder, 'window/link.json'));
    const protocol = { handle: (_scheme: string, handler: typeof handle) => void (handle = handler) };
    serveWindow(protocol, join(folder, 'window'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a secure origin that does not bypass the policy', () => {
    expect(appScheme.privileges).toMatchObject({ standard: true, secure: true });
    expect(appScheme.privileges?.bypassCSP ?? false).toBe(false);
  });

  it('serves the window with its policy', async () => {
    const response = await handle(new Request('app://contexture/'));
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>page']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  it.each([
    'app://contexture/%2e%2e/secret.json',
    'app://contexture/..%2fsecret.json',
    'app://contexture/..%5csecret.json',
    'app://contexture/link.json',
    'app://contexture/assets/missing.js',
    'app://contexture/assets',
    'app://contexture/%00',
  ])('finds nothing at %s', async (url) => {
    expect((await handle(new Request(url))).status).toBe(404);
  });

  it('serves nobody else and nothing but reading', async () => {
    expect((await handle(new Request('app://other/index.html'))).status).toBe(403);
    expect((await handle(new Request('app://contexture/', { method: 'POST' }))).status).toBe(403);
  });
});
