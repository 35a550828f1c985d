/** An address that may be opened outside the application: https and nothing else. Null for all others. */
export function externalAddress(url: string | null): URL | null {
  const parsed = url === null ? null : URL.parse(url);
  return parsed?.protocol === 'https:' ? parsed : null;
}
