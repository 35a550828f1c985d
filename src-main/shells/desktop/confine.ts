import type { App, Session, Shell, WebContents } from 'electron';
import { externalAddress, isOwn } from './origin.ts';

/** The window copies figures and tables; it needs no other right. */
const allowed = new Set(['clipboard-sanitized-write']);

/** Refuses every permission (camera, location, notifications, devices ...) that the window does not need. */
export function confinePermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page where it is: no navigation away, no new window, no webview. Links go to the user's browser. */
export function confineNavigation(app: Pick<App, 'on'>, shell: Pick<Shell, 'openExternal'>): void {
  app.on('web-contents-created', (_event, contents) => confineContents(contents, shell));
}

/** What `confineContents` touches of a page. */
export type Confined = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

export function confineContents(contents: Confined, shell: Pick<Shell, 'openExternal'>): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isOwn(event.url) || !event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address);
    return { action: 'deny' };
  });
}
