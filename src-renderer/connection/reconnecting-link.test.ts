import { describe, expect, it } from 'vitest';
import { ReconnectingLink } from './reconnecting-link.ts';
import type { ConnectionState, OpenLink } from './reconnecting-link.ts';

function fakeLinks(): {
  open: () => Promise<OpenLink>;
  close: (index: number) => void;
  refuse: (times: number) => void;
} {
  const closers: (() => void)[] = [];
  let refusals = 0;
  return {
    async open() {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('refused');
      }
      const index = closers.length;
      const closed = new Promise<void>((resolve) => closers.push(resolve));
      return { link: { call: async () => index }, closed };
    },
    close: (index) => closers[index]?.(),
    refuse: (times) => {
      refusals = times;
    },
  };
}

describe('a reconnecting link', () => {
  it('opens once for many calls', async () => {
    const links = fakeLinks();
    const link = new ReconnectingLink(links.open, () => {});
    const answers = await Promise.all([
      link.call(['a'], null, { context: {} }),
      link.call(['b'], null, { context: {} }),
    ]);
    expect(answers).toEqual([0, 0]);
  });

  it('sends the next call through a new link after the old one is gone, and tells its state', async () => {
    const links = fakeLinks();
    const states: ConnectionState[] = [];
    const link = new ReconnectingLink(links.open, (state) => states.push(state));
    await link.ready();
    links.close(0);
    await Promise.resolve();
    expect(await link.call(['a'], null, { context: {} })).toBe(1);
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  it('keeps a call waiting while it is refused', async () => {
    const links = fakeLinks();
    links.refuse(1);
    const link = new ReconnectingLink(links.open, () => {});
    expect(await link.call(['a'], null, { context: {} })).toBe(0);
  });
});
