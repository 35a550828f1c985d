/** The desktop shell: a broker between one sandboxed window and the jobs. */
import { join } from 'node:path';
import {
  BrowserWindow,
  Menu,
  MessageChannelMain,
  app,
  dialog,
  ipcMain,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { logSlowQueries, slowQueryMs } from '../jobs/log.ts';
import { problemOf } from '../jobs/problem.ts';
import type { ApiContext } from '../api/router.ts';
import { useConfiguredLibrary } from './configured-library.ts';
import { Acts } from './desktop/acts.ts';
import { confineNavigation, confinePermissions } from './desktop/confine.ts';
import { watchCrashes } from './desktop/crashes.ts';
import { type Start, startOf, startSchema } from './desktop/given-files.ts';
import { answerWindow, workspaceDialog } from './desktop/ipc.ts';
import { menuTemplate } from './desktop/menu.ts';
import { origin } from './desktop/origin.ts';
import { appScheme, serveWindow } from './desktop/protocol.ts';
import { silenceNetwork, silenceSession } from './desktop/silence.ts';
import { utilityJobs } from './desktop/utility-jobs.ts';
import { keepWindowState, windowState } from './desktop/window-state.ts';
import { openWindow } from './desktop/window.ts';
import { Workspaces } from './open-workspace.ts';
import { jobEntry, preloadEntry, rendererDir, resources } from './places.ts';
import { recentFile } from './recent-workspaces.ts';
import { withRemedies } from './terminal/remedy.ts';
import { namedWorkspace } from './workspace.ts';

protocol.registerSchemesAsPrivileged([appScheme]);
app.enableSandbox();
silenceNetwork(app.commandLine);

const acts = new Acts();
const given = startOf(process.argv, { cwd: process.cwd(), isDefaultApp: process.defaultApp });
importFiles(given.files);
// macOS hands files over by events, the first of them before the application is ready.
app.on('open-file', (event, path) => {
  event.preventDefault();
  importFiles([path]);
});

// What this start asks for reaches the instance that runs already.
if (app.requestSingleInstanceLock(given)) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('Contexture cannot start', withRemedies(problemOf(error)));
    app.exit(1);
  });
} else {
  app.quit();
}

function importFiles(files: readonly string[]): void {
  if (files.length > 0) acts.ask({ importFiles: files });
}

/** The folder that was named, else what the environment or the configuration file names, else one of the user's data. */
function workspaceFolder(): string {
  return given.workspace ?? namedWorkspace(process.env) ?? join(app.getPath('userData'), 'workspace');
}

async function start(): Promise<void> {
  let window: BrowserWindow | null = null;

  confineNavigation(app, shell);
  await app.whenReady();
  confinePermissions(session.defaultSession);
  silenceSession(session.defaultSession);
  serveWindow(protocol, rendererDir);

  logSlowQueries(slowQueryMs);
  useConfiguredLibrary();
  const workspaces = new Workspaces({
    folder: workspaceFolder(),
    spawn: utilityJobs(utilityProcess, jobEntry),
    say: (line) => console.error(line),
    recent: recentFile(),
    mayChange: true,
    onChange: () => {
      showMenu();
      // Nothing that the page knows is of this workspace. Who asked for it has its answer first.
      setImmediate(() => void window?.loadURL(`${origin}/?another#/library`));
    },
  });
  const context: ApiContext = {
    get store() {
      return workspaces.store;
    },
    get jobs() {
      return workspaces.jobs;
    },
    get damage() {
      return workspaces.damage;
    },
    resources,
    workspaces,
  };

  function open(): BrowserWindow {
    const file = join(app.getPath('userData'), 'window-state.json');
    const opened = openWindow(BrowserWindow, preloadEntry, windowState(file, screen.getAllDisplays()));
    window = opened;
    keepWindowState(opened, file);
    watchCrashes({
      window: opened,
      dialog,
      quit: () => app.quit(),
      isBusy: () => workspaces.jobs.list().some(({ state }) => state === 'running'),
    });
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) acts.end();
    });
    opened.once('closed', () => {
      acts.end();
      window = null;
    });
    return opened;
  }

  function show(): void {
    if (window === null) open();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  }

  /** Whether the workspace is open now. */
  async function change(folder: string): Promise<boolean> {
    try {
      await workspaces.change(folder);
      return true;
    } catch (error) {
      dialog.showErrorBox('The workspace cannot be opened', problemOf(error).message);
      return false;
    }
  }

  async function chooseWorkspace(): Promise<void> {
    const { filePaths, canceled } = await dialog.showOpenDialog(workspaceDialog);
    const [folder] = filePaths;
    if (!canceled && folder !== undefined) await change(folder);
  }

  function showMenu(): void {
    const items = menuTemplate({
      platform: process.platform,
      recent: workspaces
        .list()
        .recent.filter(({ isThere }) => isThere)
        .map(({ folder }) => folder),
      act: (act) => {
        show();
        acts.ask(act);
      },
      openWorkspace: () => void chooseWorkspace(),
      openRecent: (folder) => void change(folder),
      showFolder: () => void shell.openPath(workspaces.store.dir),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(items));
  }

  answerWindow({
    ipcMain,
    dialog,
    MessageChannelMain,
    window: () => window,
    context,
    connected: (contents) => acts.begin(contents),
  });
  showMenu();
  open();

  app.on('activate', () => {
    if (window === null) open();
  });
  app.on('second-instance', (_event, _argv, _cwd, asked) => {
    show();
    const start: Start = startSchema.safeParse(asked).data ?? { files: [], workspace: null };
    if (start.workspace === null || start.workspace === workspaces.store.dir) importFiles(start.files);
    else void change(start.workspace).then((isOpen) => isOpen && importFiles(start.files));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workspaces.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
