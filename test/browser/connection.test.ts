import type { WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication } from './application.ts';

it('says when the connection is lost, and goes on by itself when it is back', async () => {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  const { page } = await openApplication({
    before: (blank) =>
      blank.routeWebSocket(/\/api\?/, (socket) => {
        if (isCut) {
          void socket.close();
          return;
        }
        socket.connectToServer();
        open.add(socket);
      }),
  });
  await page.getByText('This workspace is empty.').waitFor();
  isCut = true;
  for (const socket of open) await socket.close();
  const banner = page.getByRole('alert').filter({ hasText: 'connection to the application is lost' });
  await banner.waitFor();
  await page.getByRole('link', { name: 'Runs' }).click();
  isCut = false;
  await banner.getByRole('button', { name: 'Try now' }).click();
  await banner.waitFor({ state: 'detached' });
  await page.getByText('No model has been trained yet.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('is refused without the token, and says what to do', async () => {
  const { page } = await openApplication();
  await page.getByText('This workspace is empty.').waitFor();
  const stranger = await page.context().newPage();
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
  await page.getByRole('alert').getByText('/no/such/file.csv').waitFor({ timeout: 30_000 });
  const line =
    '1,Apple $AAPL <img src=x onerror=alert(1)> <b>up</b>,Wed Jul 18 21:33:26 +0000 2018,someone,AAPL,Apple Inc.,https://example.org,False';
  const file = temporaryFile(
    'tweets.csv',
    `id,text,timestamp,source,symbols,company_names,url,verified\n${line}\n`,
  );
  expect(await importPath(page, file)).toContain('1 accepted + 0 duplicate + 0 rejected = 1 records');
  // A tweet is text, whatever it looks like.
  await page.goto(`${new URL('/', page.url()).href}#/tickers/AAPL`);
  await page.getByRole('option').getByText('<img src=x onerror=alert(1)> <b>up</b>').waitFor();
  expect(await page.locator('.document img, .document b').count()).toBe(0);
  expect(complaints).toEqual([]);
});
