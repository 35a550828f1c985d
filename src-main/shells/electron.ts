/** The desktop shell: a broker between one sandboxed window and the jobs. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  BrowserWindow,
  Menu,
  MessageChannelMain,
  app,
  dialog,
  ipcMain,
  protocol,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { createJobHost } from '../jobs/host.ts';
import { logSlowQueries, slowQueryMs } from '../jobs/log.ts';
import { problemOf } from '../jobs/problem.ts';
import { DamageWatch } from '../store/damage-watch.ts';
import { openStore } from '../store/open.ts';
import { useConfiguredLibrary } from './configured-library.ts';
import { confineNavigation, confinePermissions } from './desktop/confine.ts';
import { answerWindow } from './desktop/ipc.ts';
import { menuTemplate } from './desktop/menu.ts';
import { appScheme, serveWindow } from './desktop/protocol.ts';
import { silenceNetwork, silenceSession } from './desktop/silence.ts';
import { utilityJobs } from './desktop/utility-jobs.ts';
import { openWindow } from './desktop/window.ts';
import { jobEntry, preloadEntry, rendererDir, resources } from './places.ts';
import { withRemedies } from './terminal/remedy.ts';
import { namedWorkspace } from './workspace.ts';

protocol.registerSchemesAsPrivileged([appScheme]);
app.enableSandbox();
silenceNetwork(app.commandLine);

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('Contexture cannot start', withRemedies(problemOf(error)));
    app.exit(1);
  });
} else {
  app.quit();
}

/** `--workspace DIR`, else what the environment or the configuration file names, else a folder of the user's data. */
function workspaceFolder(): string {
  // Chromium's own switches stand among them, and before packaging the application's folder.
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { workspace: { type: 'string' } },
    strict: false,
  });
  if (typeof values.workspace === 'string') return values.workspace;
  return namedWorkspace(process.env) ?? join(app.getPath('userData'), 'workspace');
}

async function start(): Promise<void> {
  let window: BrowserWindow | null = null;
  const open = () => {
    window = openWindow(BrowserWindow, preloadEntry);
    window.once('closed', () => {
      window = null;
    });
  };

  confineNavigation(app, shell);
  await app.whenReady();
  confinePermissions(session.defaultSession);
  silenceSession(session.defaultSession);
  serveWindow(protocol, rendererDir);

  logSlowQueries(slowQueryMs);
  useConfiguredLibrary();
  const workspace = workspaceFolder();
  const store = openStore(workspace, { create: true, write: false });
  const damage = new DamageWatch(store, (problem) => console.error(problem));
  const jobs = createJobHost({ store, spawn: utilityJobs(utilityProcess, jobEntry) });
  answerWindow({
    ipcMain,
    dialog,
    MessageChannelMain,
    window: () => window,
    context: { store, jobs, resources, damage },
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, () => void shell.openPath(workspace))),
  );
  open();

  app.on('activate', () => {
    if (window === null) open();
  });
  app.on('second-instance', () => {
    if (window === null) return open();
    if (window.isMinimized()) window.restore();
    return window.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    damage.end();
    void jobs.close().finally(() => {
      closed = true;
      store.close();
      app.quit();
    });
  });
}
