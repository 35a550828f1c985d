import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { origin } from './origin.ts';
import type { WindowState } from './window-state.ts';

/** Everything that keeps the page away from Node and from other origins is said, even where it is the default. */
export function windowOptions(
  preload: string,
  state: WindowState | null = null,
): BrowserWindowConstructorOptions {
  const place =
    state === null
      ? { width: 1440, height: 900 }
      : { x: state.x, y: state.y, width: state.width, height: state.height };
  return {
    ...place,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Contexture',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  };
}

/** Opens the window where it stood, and shows it when there is something to see. */
export function openWindow(
  Window: typeof BrowserWindow,
  preload: string,
  state: WindowState | null,
): BrowserWindow {
  const window = new Window(windowOptions(preload, state));
  if (state?.maximised === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/`);
  return window;
}
