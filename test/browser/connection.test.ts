import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication } from './application.ts';

const patient = { timeout: 120_000 };

/** A line to the application that can be cut; while it is, every attempt to open it again fails. */
class Line {
  #isCut = false;
  readonly #open = new Set<WebSocketRoute>();

  async lay(page: Page): Promise<void> {
    await page.routeWebSocket(/\/api$/, (socket) => {
      if (this.#isCut) {
        void socket.close();
        return;
      }
      socket.connectToServer();
      this.#open.add(socket);
    });
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    for (const socket of this.#open) await socket.close();
  }

  mend(): void {
    this.#isCut = false;
  }
}

const lost = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'connection to the application is lost' });

it('says when the connection is lost, and goes on by itself when it is back', async () => {
  const line = new Line();
  const { page } = await openApplication({ before: (blank) => line.lay(blank) });
  await page.getByText('This workspace is empty.').waitFor();
  await line.cut();
  await lost(page).waitFor();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  line.mend();
  await lost(page).waitFor({ state: 'detached' });
  await page.getByText('No model has been trained yet.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('is opened at once where somebody asks for it', async () => {
  const line = new Line();
  const { page } = await openApplication({
    before: async (blank) => {
      await blank.clock.install();
      await line.lay(blank);
    },
  });
  await page.getByText('This workspace is empty.').waitFor();
  // Time stands still in the page, so that no pause between two attempts ever ends by itself.
  await page.clock.pauseAt(Date.now() + 60_000);
  await line.cut();
  await lost(page).waitFor();
  line.mend();
  await expect
    .poll(async () => {
      // The attempt before may not have failed yet when the button is pressed first; and it may go while it is pressed.
      const button = lost(page).getByRole('button', { name: 'Try now' });
      if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => {});
      return lost(page).count();
    }, patient)
    .toBe(0);
  await page.clock.resume();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByText('No model has been trained yet.').waitFor();
});

it('is refused without the token, and says what to do', async () => {
  const { page } = await openApplication();
  await page.getByText('This workspace is empty.').waitFor();
  const elsewhere = await page.context().browser()!.newContext();
  onTestFinished(() => elsewhere.close());
  const stranger = await elsewhere.newPage();
  await stranger.goto(new URL('/', page.url()).href);
  const alert = stranger.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('Open the address that the command printed');
  expect(await stranger.getByText('This workspace is empty.').count()).toBe(0);
});

it('tells of a file that is not there, and keeps working', async () => {
  const { page, complaints } = await openApplication();
  await page.getByRole('textbox', { name: 'Path on the server' }).fill('/no/such/file.csv');
  await page.getByRole('button', { name: 'Import path' }).click();
  await page.getByRole('alert').getByText('/no/such/file.csv').waitFor();
  const line =
    '1,Apple $AAPL <img src=x onerror=alert(1)> <b>up</b>,Wed Jul 18 21:33:26 +0000 2018,someone,AAPL,Apple Inc.,https://example.org,False';
  const file = temporaryFile(
    'tweets.csv',
    `id,text,timestamp,source,symbols,company_names,url,verified\n${line}\n`,
  );
  expect(await importPath(page, file)).toContain('1 accepted + 0 duplicate + 0 rejected = 1 record');
  // A tweet is text, whatever it looks like.
  await page.goto(`${new URL('/', page.url()).href}#/tickers/AAPL`);
  await page.getByRole('option').getByText('<img src=x onerror=alert(1)> <b>up</b>').waitFor();
  expect(await page.locator('.document img, .document b').count()).toBe(0);
  expect(complaints).toEqual([]);
});
