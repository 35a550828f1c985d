import { expect, it } from 'vitest';
import { externalAddress } from './external-address.ts';

it('lets https addresses out and nothing else', () => {
  expect(externalAddress('https://example.org/a')?.hostname).toBe('example.org');
  for (const url of [
    'http://example.org',
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'not an address',
    '',
    null,
  ]) {
    expect(externalAddress(url)).toBeNull();
  }
});
