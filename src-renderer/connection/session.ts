/** What a browser has to show before the server answers it. The desktop needs none of this. */

/** The token of the address (`#token=...`), which leaves the address bar; null: there is none. */
function takeToken(): string | null {
  const given = /(?:^#|&)token=([^&]+)/.exec(location.hash)?.[1];
  if (given === undefined) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return decodeURIComponent(given);
}

/**
 * Trades the token of the address for a cookie; nothing happens without one. An address that is opened where the window
 * stands already loads nothing by itself, so it is looked at whenever it changes.
 */
export async function tradeToken(): Promise<void> {
  addEventListener('popstate', () => {
    const token = takeToken();
    if (token !== null) void traded(token).then(() => location.reload());
  });
  const token = takeToken();
  if (token !== null) await traded(token);
}

async function traded(token: string): Promise<void> {
  // A server that does not answer is noticed when the link is opened.
  await fetch('/session', { method: 'POST', headers: { authorization: `Bearer ${token}` } }).catch(
    () => null,
  );
}

/** Whether the server answers and does not know this browser: it was started anew, or the address was used before. */
export async function isUnknown(): Promise<boolean> {
  const response = await fetch('/session').catch(() => null);
  return response?.status === 401;
}
