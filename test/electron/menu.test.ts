import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import type { Act } from '../../src-main/shells/desktop/channels.ts';
import { menuTemplate } from '../../src-main/shells/desktop/menu.ts';
import { places } from '../../src-main/api/places.ts';

const acts: Act[] = [];

function menu(platform: NodeJS.Platform, recent: string[] = []): MenuItemConstructorOptions[] {
  return menuTemplate({
    platform,
    recent,
    act: (act) => acts.push(act),
    openWorkspace: () => {},
    openRecent: () => {},
    showFolder: () => {},
  });
}

function items(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  return menu(platform).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
}

it('has the places of the window, in their order', () => {
  const named = items('linux').map(({ label }) => label);
  const from = named.indexOf('Library');
  expect(named.slice(from, from + places.length)).toEqual(places.map(({ name }) => name));
});

it.each(['linux', 'darwin', 'win32'] as const)(
  'is whole on %s, and no two of its keys are the same',
  (platform) => {
    const template = menu(platform);
    expect(template.some(({ label }) => label === '&File')).toBe(true);
    expect(template[0]?.role === 'appMenu').toBe(platform === 'darwin');
    const labels = items(platform).map(({ label, role }) => label ?? role);
    for (const label of ['Import files…', 'Open workspace…', 'Settings…', 'Find…', 'Keys', 'about', 'quit'])
      expect(labels.filter((one) => one === label)).toHaveLength(1);
    const keys = items(platform).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /\d\d$/.test(key))).toEqual([]);
    expect(keys).toContain('CmdOrCtrl+,');
  },
);

it('leaves the keys to the page that the page has', () => {
  const find = items('linux').find(({ label }) => label === 'Find…');
  expect(find).toMatchObject({ accelerator: 'CmdOrCtrl+K', registerAccelerator: false });
});

it('writes the & of a folder as it is', () => {
  const file = menu('linux', ['/data/R&D']).find(({ label }) => label === '&File');
  expect(JSON.stringify(file)).toContain('/data/R&&D');
});
