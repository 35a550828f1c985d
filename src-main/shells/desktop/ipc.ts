import { RPCHandler } from '@orpc/server/message-port';
import type {
  BrowserWindow,
  Dialog,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  MessageChannelMain,
  OpenDialogOptions,
  WebContents,
} from 'electron';
import { handlerOptions } from '../../api/handler.ts';
import { router } from '../../api/router.ts';
import type { ApiContext } from '../../api/router.ts';
import { channels } from './channels.ts';
import { isOwn } from './origin.ts';

export interface IpcOptions {
  ipcMain: Pick<IpcMain, 'on' | 'handle'>;
  dialog: Pick<Dialog, 'showOpenDialog'>;
  MessageChannelMain: typeof MessageChannelMain;
  /** The window, if it is open. */
  window: () => BrowserWindow | null;
  context: ApiContext;
  /** The page has a port, and listens to what is asked of it. */
  connected?: (contents: Pick<WebContents, 'send'>) => void;
}

const allFiles = { name: 'All files', extensions: ['*'] };

const importDialog: OpenDialogOptions = {
  title: 'Import files',
  properties: ['openFile', 'multiSelections'],
  filters: [
    { name: 'Tables and texts', extensions: ['csv', 'tsv', 'txt', 'json', 'jsonl', 'gz', 'zst', 'zip'] },
    allFiles,
  ],
};

export const workspaceDialog: OpenDialogOptions = {
  title: 'Open a workspace',
  buttonLabel: 'Open',
  properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
};

const checkpointDialog: OpenDialogOptions = {
  title: 'Add a checkpoint',
  properties: ['openFile'],
  filters: [{ name: 'Wheels and ZIP archives', extensions: ['whl', 'zip'] }, allFiles],
};

const dialogs: ReadonlyMap<unknown, OpenDialogOptions> = new Map([
  ['checkpoint', checkpointDialog],
  ['workspace', workspaceDialog],
]);

/** Answers the two messages of the preload script. Whatever does not come from our window's own page is not heard. */
export function answerWindow({
  ipcMain,
  dialog,
  MessageChannelMain,
  window,
  context,
  connected,
}: IpcOptions): void {
  const handler = new RPCHandler(router, handlerOptions);

  ipcMain.on(channels.connect, (event) => {
    if (!fromWindow(event, window())) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1, { context });
    port1.start();
    event.sender.postMessage(channels.port, null, [port2]);
    connected?.(event.sender);
  });

  ipcMain.handle(channels.chooseFiles, async (event, purpose: unknown) => {
    const parent = window();
    if (parent === null || !fromWindow(event, parent)) throw new Error('This page may not open files.');
    const answer = await dialog.showOpenDialog(parent, dialogs.get(purpose) ?? importDialog);
    return answer.canceled ? [] : answer.filePaths;
  });
}

/** True for the top frame of our window, while it shows our page. */
function fromWindow(event: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  const { sender, senderFrame } = event;
  if (window === null || sender !== window.webContents || senderFrame === null) return false;
  return senderFrame === sender.mainFrame && isOwn(senderFrame.url);
}
