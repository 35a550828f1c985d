/** Every view while it waits for its data, when they cannot be read, and when there are none: by axe, light and dark. */
import type { Locator, Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openApplication, overflow } from './application.ts';
import { wrongWith } from './axe.ts';

const places = [
  '/library',
  '/tickers',
  '/tickers/NFLX',
  '/tickers/NFLX?tab=train',
  '/label',
  '/label?part=compare',
  '/train',
  '/runs',
  '/runs/1',
  '/runs/compare?ids=1,2',
  '/study',
  '/study/new',
  '/study/ab12',
  '/explain',
  '/companies',
  '/texts',
  '/settings',
  '/nowhere',
];

/** Views that ask for nothing. */
const asksNothing = new Set(['/nowhere']);

/** Requests of the window have a number, and are of the first of several types. */
const request = z.object({ i: z.string(), t: z.undefined().optional() });
const why = 'The disk of the database cannot be read.';

/** The line to the application, on which requests are answered, held back, or refused. */
class Line {
  does: 'answer' | 'hold' | 'refuse' = 'answer';

  async lay(page: Page): Promise<void> {
    await page.routeWebSocket(/\/api$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => this.#pass(message, socket, server));
    });
  }

  #pass(message: string | Buffer, socket: WebSocketRoute, server: WebSocketRoute): void {
    if (this.does === 'answer') server.send(message);
    const asked = request.safeParse(JSON.parse(message.toString()));
    if (this.does !== 'refuse' || !asked.success) return;
    const json = { defined: false, code: 'INTERNAL_SERVER_ERROR', status: 500, message: why };
    socket.send(JSON.stringify({ i: asked.data.i, p: { s: 500, b: { json } } }));
  }
}

/** Whether a page says why it cannot be read. */
function told(main: Locator): Promise<boolean> {
  return main
    .getByText(why)
    .first()
    .waitFor({ timeout: 20_000 })
    .then(
      () => true,
      () => false,
    );
}

it('axe finds nothing wrong with any view that waits, that cannot be read, or that is empty', async () => {
  const line = new Line();
  const { page } = await openApplication({
    width: 1024,
    height: 700,
    before: async (blank) => {
      await blank.emulateMedia({ reducedMotion: 'reduce' });
      await line.lay(blank);
    },
  });
  await page.getByText('This workspace is empty.').waitFor();
  const wrong: string[] = [];
  const main = page.getByRole('main');
  for (const does of ['answer', 'hold', 'refuse'] as const) {
    line.does = does;
    for (const place of places) {
      await page.evaluate(`location.hash = '#${place}'`);
      await page.reload();
      await page.waitForLoadState('networkidle');
      if (does === 'refuse' && !asksNothing.has(place) && !(await told(main))) {
        wrong.push(`${place} does not say why it shows nothing: ${await main.innerText()}`);
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        wrong.push(...(await wrongWith(page)).map((what) => `${place}, ${does}, ${colorScheme}: ${what}`));
      }
      if ((await overflow(page)) > 0) wrong.push(`${place}, ${does}: it is wider than the window`);
    }
  }
  expect(wrong).toEqual([]);
}, 600_000);
