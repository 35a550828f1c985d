const KEY = 'contexture.token';

/**
 * The token that the browser shell wants. It comes with the address (`#token=...`) and is then kept for the tab,
 * so that it leaves the address bar and survives a reload.
 */
export function takeToken(): string | null {
  const match = /(?:^#|&)token=([^&]+)/.exec(location.hash);
  const given = match?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(KEY, decodeURIComponent(given));
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}
