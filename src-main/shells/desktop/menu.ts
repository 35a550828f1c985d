import type { MenuItemConstructorOptions } from 'electron';
import { places } from '../../api/places.ts';
import type { Act } from './channels.ts';

export interface MenuOptions {
  platform: NodeJS.Platform;
  /** Folders of the workspaces that were open before, the latest first. */
  recent: readonly string[];
  /** Asks something of the window. */
  act: (act: Act) => void;
  /** Chooses a folder and opens the workspace in it. */
  openWorkspace: () => void;
  /** Opens the workspace of a folder. */
  openRecent: (folder: string) => void;
  /** Shows the folder of the workspace. */
  showFolder: () => void;
}

/** The application menu. Roles bring each system's own names and keys. */
export function menuTemplate({
  platform,
  recent,
  act,
  openWorkspace,
  openRecent,
  showFolder,
}: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => act({ go: '/settings' }),
  };
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Import files…', accelerator: 'CmdOrCtrl+O', click: () => act({ importFiles: [] }) },
        { type: 'separator' },
        { label: 'Open workspace…', accelerator: 'CmdOrCtrl+Shift+O', click: openWorkspace },
        {
          label: 'Open recent workspace',
          enabled: recent.length > 0,
          // A label's & would mark a key.
          submenu: recent.map((folder) => ({
            label: folder.replaceAll('&', '&&'),
            click: () => openRecent(folder),
          })),
        },
        { label: 'Show workspace folder', click: showFolder },
        { type: 'separator' },
        ...(mac ? [] : [settings, { type: 'separator' as const }]),
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...places.map(({ to, name }, i) => ({
          label: name,
          // There are nine such keys; the settings, which come last, have one of their own.
          ...(i < 9 && { accelerator: `CmdOrCtrl+${i + 1}` }),
          click: () => act({ go: to }),
        })),
        { type: 'separator' },
        // The page hears this key by itself: the menu only shows it.
        {
          label: 'Find…',
          accelerator: 'CmdOrCtrl+K',
          registerAccelerator: false,
          click: () => act({ show: 'find' }),
        },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Keys', click: () => act({ show: 'keys' }) },
        ...(mac ? [] : [{ type: 'separator' as const }, { role: 'about' as const }]),
      ],
    },
  ];
}
