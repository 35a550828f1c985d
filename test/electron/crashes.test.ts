import { EventEmitter } from 'node:events';
import type { MessageBoxOptions } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { watchCrashes } from '../../src-main/shells/desktop/crashes.ts';

let window: EventEmitter & { webContents: EventEmitter };
let notes: string[];
let asked: MessageBoxOptions[];
/** The button that is pressed next. */
let pressed: string;
let isBusy: boolean;

beforeEach(() => {
  notes = [];
  asked = [];
  isBusy = false;
  const webContents = Object.assign(new EventEmitter(), {
    forcefullyCrashRenderer: () => {
      notes.push('ended');
      webContents.emit('render-process-gone', {}, { reason: 'killed' });
    },
  });
  const all = Object.assign(new EventEmitter(), {
    webContents,
    reload: () => notes.push('reloaded'),
    isDestroyed: () => false,
    destroy: () => {},
  });
  window = all;
  watchCrashes({
    window: all as unknown as Parameters<typeof watchCrashes>[0]['window'],
    dialog: {
      showMessageBox: async (...given: unknown[]) => {
        const options = given.at(-1) as MessageBoxOptions;
        asked.push(options);
        return { response: options.buttons?.indexOf(pressed) ?? -1, checkboxChecked: false };
      },
    },
    quit: () => notes.push('quit'),
    isBusy: () => isBusy,
  });
});

it('a page that crashed is told, and loaded again', async () => {
  pressed = 'Reload';
  isBusy = true;
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await vi.waitUntil(() => notes.length > 0);
  expect(notes).toEqual(['reloaded']);
  expect(asked).toMatchObject([
    {
      message: 'The window has crashed.',
      detail: 'The job that is under way goes on. Nothing that was stored is lost.',
      buttons: ['Reload', 'Quit'],
    },
  ]);
  // The next one is told as well.
  pressed = 'Quit';
  window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  await vi.waitUntil(() => notes.length > 1);
  expect(notes).toEqual(['reloaded', 'quit']);
  expect(asked[1]?.message).toBe('The window has run out of memory.');
});

it('a page that ended by itself is no crash', async () => {
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
});

it('a page that hangs can be waited for, or ended and loaded again without being asked about twice', async () => {
  pressed = 'Wait';
  window.emit('unresponsive');
  await vi.waitUntil(() => asked.length === 1);
  await new Promise(setImmediate);
  expect(notes).toEqual([]);
  pressed = 'Reload';
  window.emit('unresponsive');
  window.emit('unresponsive');
  await vi.waitUntil(() => notes.length > 1);
  expect(notes).toEqual(['ended', 'reloaded']);
  expect(asked).toHaveLength(2);
});
