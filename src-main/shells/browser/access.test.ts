import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Access } from './access.ts';

function request(headers: Record<string, string>): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  Object.assign(message.headers, { host: '127.0.0.1:4000', ...headers });
  return message;
}

const bearing = (token: string, more: Record<string, string> = {}) =>
  request({ authorization: `Bearer ${token}`, ...more });

test('a token is traded once for a cookie that no page reads and no other site sends', () => {
  const access = new Access();
  const { token } = access;
  expect(access.trade(request({}))).toBeNull();
  expect(access.trade(bearing('guess'))).toBeNull();
  const set = access.trade(bearing(token))!;
  expect(set).toMatch(/^contexture-[0-9a-f]{8}=[\w-]{32}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
  const [cookie = ''] = set.split(';');
  expect(cookie).not.toContain(token);
  // Whoever finds the address later has nothing.
  expect(access.trade(bearing(token))).toBeNull();
  expect(access.allows(bearing(token))).toBe(false);
  expect(access.allows(request({ cookie: `other=1; ${cookie}` }))).toBe(true);
  expect(access.allows(request({ cookie: `${cookie}x` }))).toBe(false);
  // A browser that is known and opens the address again stays known.
  expect(access.trade(bearing(token, { cookie }))).toBe(set);
});

test('the cookie is worth nothing to another page, nor to a server that was started again', () => {
  const access = new Access();
  const [cookie = ''] = access.trade(bearing(access.token))!.split(';');
  expect(access.allows(request({ cookie, origin: 'http://127.0.0.1:4000' }))).toBe(true);
  expect(access.allows(request({ cookie, origin: 'http://127.0.0.1:3000' }))).toBe(false);
  expect(access.allows(request({ cookie, origin: 'null' }))).toBe(false);
  expect(new Access().allows(request({ cookie }))).toBe(false);
});

test('a further browser gets a token of its own', () => {
  const access = new Access();
  const first = access.token;
  const second = access.renew();
  expect(access.trade(bearing(first))).toBeNull();
  expect(access.trade(bearing(second))).not.toBeNull();
});
