/** Runs in the sandboxed window before its page: hands over the port of the API and the two things a page cannot do. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from './desktop/channels.ts';

/** The part of the page's window that is used here; the page's own types belong to the renderer. */
declare const window: {
  location: { origin: string };
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === channels.connect) ipcRenderer.send(channels.connect);
});

ipcRenderer.on(channels.port, (event) => {
  window.postMessage(channels.port, window.location.origin, event.ports);
});

// What the menu asks for is said to the page in the same way.
ipcRenderer.on(channels.act, (_event, act: unknown) => {
  window.postMessage({ [channels.act]: act }, window.location.origin, []);
});

contextBridge.exposeInMainWorld('contexture', {
  platform: process.platform,
  pathForFile: (file: Parameters<typeof webUtils.getPathForFile>[0]) => webUtils.getPathForFile(file),
  chooseFiles: (purpose: unknown): Promise<unknown> => ipcRenderer.invoke(channels.chooseFiles, purpose),
});
