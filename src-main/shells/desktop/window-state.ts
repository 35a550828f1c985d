import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Display, Rectangle } from 'electron';
import { z } from 'zod';

/** Where the window stood, and how large it was, in pixels of the screen. */
const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(200),
  maximised: z.boolean(),
});

export type WindowState = z.infer<typeof stateSchema>;

/** As much of the top of a window has to be on a display that it can be seen and moved, in pixels. */
const GRIP = { width: 120, height: 30 };

/**
 * Where the window stood when it was closed; null: nothing is known, or no display shows that place any more, as when
 * a second screen is gone.
 */
export function windowState(
  file: string,
  displays: readonly Pick<Display, 'workArea'>[],
): WindowState | null {
  let state: WindowState;
  try {
    state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
  const home = displays.find(({ workArea }) => reaches(state, workArea));
  if (home === undefined) return null;
  // A window that is larger than its screen, as of another one, is made to fit.
  const { width, height } = home.workArea;
  return { ...state, width: Math.min(state.width, width), height: Math.min(state.height, height) };
}

function reaches({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height;
}

/** Keeps the place of a window when it is closed. */
export function keepWindowState(
  window: Pick<BrowserWindow, 'once' | 'getNormalBounds' | 'isMaximized'>,
  file: string,
): void {
  window.once('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    try {
      writeFileSync(file, JSON.stringify(state));
    } catch (error) {
      console.error('The place of the window could not be kept.', error);
    }
  });
}
