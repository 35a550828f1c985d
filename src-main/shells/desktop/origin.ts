/** The window's own scheme and origin. It is no `file:`, so that pages have an origin and a policy can hold them to it. */
export const scheme = 'app';
export const host = 'contexture';
export const origin = `${scheme}://${host}`;

/** Whether an address is a page of the window. */
export function isOwn(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === host;
}

/** The address, if it may be opened in the user's browser: https, and no name and password in it. */
export function externalAddress(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.href;
}
