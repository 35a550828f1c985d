import type { BrowserWindow, Dialog } from 'electron';

/** What is done about a window that no longer answers. */
export interface CrashOptions {
  window: Pick<BrowserWindow, 'on' | 'reload' | 'isDestroyed' | 'destroy'> & {
    webContents: Pick<BrowserWindow['webContents'], 'on' | 'forcefullyCrashRenderer'>;
  };
  dialog: Pick<Dialog, 'showMessageBox'>;
  quit: () => void;
  /** Whether a job is under way, which goes on without the window. */
  isBusy: () => boolean;
}

/**
 * Says when the page has crashed or hangs, and offers what helps. Jobs run in processes of their own: they go on, and
 * are found again by the page that is loaded anew.
 */
export function watchCrashes({ window, dialog, quit, isBusy }: CrashOptions): void {
  let isAsking = false;

  async function ask(message: string, choices: { name: string; take: () => void }[]): Promise<void> {
    if (isAsking || window.isDestroyed()) return;
    isAsking = true;
    const detail = isBusy()
      ? 'The job that is under way goes on. Nothing that was stored is lost.'
      : 'Nothing that was stored is lost.';
    try {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        title: 'Contexture',
        message,
        detail,
        buttons: choices.map(({ name }) => name),
        defaultId: 0,
        cancelId: choices.length - 1,
      });
      if (!window.isDestroyed()) choices[response]?.take();
    } finally {
      isAsking = false;
    }
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const why = reason === 'oom' ? 'The window has run out of memory.' : 'The window has crashed.';
    void ask(why, [
      { name: 'Reload', take: () => window.reload() },
      { name: 'Quit', take: quit },
    ]);
  });
  window.on('unresponsive', () => {
    void ask('The window does not answer.', [
      {
        name: 'Reload',
        // A page that hangs would not hear that it is to be loaded again.
        take: () => {
          isAsking = true;
          window.webContents.forcefullyCrashRenderer();
          window.reload();
        },
      },
      { name: 'Wait', take: () => {} },
    ]);
  });
}
