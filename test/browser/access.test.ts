import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../../src-main/shells/serve.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';
import { openApplication } from './application.ts';

it('trades the token of the address for a cookie, and leaves it nowhere', async () => {
  const { page, complaints, served } = await openApplication();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByText('This workspace is empty.').waitFor();
  const token = new URL(served.url).hash.slice('#token='.length);
  expect(page.url()).not.toContain('token');
  const stored: unknown = await page.evaluate(
    'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])',
  );
  expect(stored).not.toContain(token);
  expect(stored).toMatch(/,""\]$/);
  const [cookie, ...others] = await page.context().cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', domain: '127.0.0.1' });
  expect(cookie?.value).not.toBe(token);
  // A further tab of the browser needs no token; the address is of no use to another browser.
  await page.reload();
  await page.getByText('This workspace is empty.').waitFor();
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
  const elsewhere = await page.context().browser()!.newContext();
  onTestFinished(() => elsewhere.close());
  const stranger = await elsewhere.newPage();
  await stranger.goto(served.url);
  await stranger.getByRole('alert').getByText('Open the address that the command printed').waitFor();
  // Unless the first one asks for an address for it.
  const tab = await page.context().newPage();
  await tab.goto(new URL('/address', page.url()).href);
  await stranger.goto((await tab.locator('body').innerText()).trim());
  await stranger.getByText('This workspace is empty.').waitFor();
  expect(complaints).toEqual([]);
});

it('says what to do when the server was started again, and goes on when it was done', async () => {
  const { page, served, workspace } = await openApplication();
  await page.getByText('This workspace is empty.').waitFor();
  const port = Number(new URL(served.url).port);
  await served.close();
  await page.getByRole('alert').getByText('Trying again').waitFor();
  const again = await serve({ workspace, port, say: () => {} });
  onTestFinished(() => again.close());
  await page.getByRole('alert').getByText('Contexture was started again').waitFor();
  const tab = await page.context().newPage();
  await tab.goto(again.url);
  await tab.getByText('This workspace is empty.').waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('shows that the workspace is damaged, and how it is repaired', async () => {
  const { page, workspace, served } = await openApplication();
  await page.getByText('This workspace is empty.').waitFor();
  await served.close();
  const bytes = readFileSync(databaseOf(workspace));
  bytes[3 * 16_384 + 8000]! ^= 1;
  writeFileSync(databaseOf(workspace), bytes);
  const damaged = await serve({ workspace, port: 0, say: () => {} });
  onTestFinished(() => damaged.close());
  await page.clock.install();
  await page.goto(damaged.url);
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(61_000);
        return page.getByRole('alert').getByText('contexture check --repair').count();
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toBe(1);
});
