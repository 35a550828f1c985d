import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { origin } from './origin.ts';

/** Everything that keeps the page away from Node and from other origins is said, even where it is the default. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
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

/** Opens the window and shows it when there is something to see. */
export function openWindow(Window: typeof BrowserWindow, preload: string): BrowserWindow {
  const window = new Window(windowOptions(preload));
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/`);
  return window;
}
