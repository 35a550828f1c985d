import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { keepWindowState, windowState } from '../../src-main/shells/desktop/window-state.ts';
import { temporaryFile, temporaryFolder } from '../support/workspace.ts';

const laptop = { workArea: { x: 0, y: 25, width: 1440, height: 875 } };
const second = { workArea: { x: -1920, y: 0, width: 1920, height: 1080 } };

function kept(state: unknown, displays = [laptop, second]) {
  return windowState(temporaryFile('window-state.json', JSON.stringify(state)), displays);
}

it('a window opens where it stood, also on a second screen', () => {
  const state = { x: -1800, y: 40, width: 1200, height: 800, maximised: false };
  expect(kept(state)).toEqual(state);
});

it.each([
  ['its screen is gone', { x: -1800, y: 40, width: 1200, height: 800 }],
  ['hardly an edge of it could be seen', { x: 1400, y: 40, width: 1200, height: 800 }],
  ['its title would be above the screen', { x: 100, y: -400, width: 1200, height: 800 }],
  ['its title would be below the screen', { x: 100, y: 890, width: 1200, height: 800 }],
  ['it is not as it was written', { x: '1', y: 0, width: 1200, height: 800 }],
  ['it has no size', { x: 100, y: 40, width: 0, height: 0 }],
])('a window opens as at first where %s', (_, state) => {
  expect(kept({ ...state, maximised: false }, [laptop])).toBeNull();
});

it('a window is no larger than the screen that shows it', () => {
  expect(kept({ x: 0, y: 25, width: 3000, height: 2000, maximised: true }, [laptop])).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
    maximised: true,
  });
});

it('the place of a window is kept when it is closed, and where it cannot be, the window closes all the same', () => {
  const window = Object.assign(new EventEmitter(), {
    getNormalBounds: () => ({ x: 1, y: 2, width: 900, height: 600 }),
    isMaximized: () => true,
  }) as unknown as BrowserWindow;
  const file = join(temporaryFolder(), 'window-state.json');
  keepWindowState(window, file);
  window.emit('close');
  const state = { x: 1, y: 2, width: 900, height: 600, maximised: true };
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(state);
  writeFileSync(file, '{');
  expect(windowState(file, [laptop])).toBeNull();
  keepWindowState(window, join(file, 'below a file'));
  expect(() => window.emit('close')).not.toThrow();
});
