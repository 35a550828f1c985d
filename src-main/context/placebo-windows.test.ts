import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { inputDocuments } from '../store/input-documents.ts';
import { placeboKinds, placeboWindows } from './placebo-windows.ts';
import { contextSpecSchema } from './spec.ts';
import { contextWindows } from './window.ts';

/** Two companies with a text an hour each, all different. */
async function workspace() {
  const store = temporaryStore();
  const rows = Array.from({ length: 60 }, (_, hour) =>
    ['AAA', 'BBB'].map((ticker) => {
      const at = new Date(Date.UTC(2020, 0, 1) + hour * 3_600_000).toISOString();
      return `news number ${hour} of ${ticker} ${'xyz'.repeat(hour + 1)},${at},${ticker}`;
    }),
  );
  await importContent(store, 'texts.csv', ['text,date,ticker', ...rows.flat()].join('\n'));
  const ids = Array.from({ length: 120 }, (_, index) => index + 1);
  return { store, ids, facts: inputDocuments(store, ids) };
}

const spec = contextSpecSchema.parse({ n: 4 });

describe('placebo windows', () => {
  test('those of another company are at the same time, and of no company of the text', async () => {
    const { store, ids, facts } = await workspace();
    const windows = placeboWindows(store, ids, spec, { kind: 'other-source', seed: 1 });
    for (const [index, window] of windows.entries()) {
      const input = facts.get(ids[index]!)!;
      const items = window.map((id) => facts.get(id)!);
      expect(items.every(({ companies }) => companies[0] !== input.companies[0])).toBe(true);
      expect(items.every(({ publishedAt }) => publishedAt! < input.publishedAt!)).toBe(true);
    }
    expect(windows.filter(({ length }) => length === 4).length).toBe(2 * 56);
  });

  test('those of an earlier time hold nothing of the own window, and nothing later', async () => {
    const { store, ids, facts } = await workspace();
    const windows = placeboWindows(store, ids, spec, { kind: 'earlier-time', seed: 1 });
    const own = contextWindows(store, ids, spec);
    for (const [index, window] of windows.entries()) {
      const oldest = Math.min(
        ...own.items
          .subarray(own.offsets[index], own.offsets[index + 1])
          .values()
          .map((id) => facts.get(id)!.publishedAt!),
      );
      const { companies } = facts.get(ids[index]!)!;
      for (const id of window) {
        expect(facts.get(id)!.companies).toEqual(companies);
        expect(facts.get(id)!.publishedAt).toBeLessThan(oldest);
      }
    }
    expect(windows.filter(({ length }) => length > 0).length).toBeGreaterThan(80);
  });

  test('those that follow are the nearest later ones', async () => {
    const { store, ids, facts } = await workspace();
    const windows = placeboWindows(store, ids, spec, { kind: 'after', seed: 1 });
    for (const [index, window] of windows.entries()) {
      const { publishedAt, companies } = facts.get(ids[index]!)!;
      const later = ids
        .filter(
          (id) => facts.get(id)!.companies[0] === companies[0] && facts.get(id)!.publishedAt! > publishedAt!,
        )
        .slice(0, 4);
      expect(window.toSorted((a, b) => a - b)).toEqual(later);
    }
  });

  test('fixed ones are the same for a company and day, and of another company', async () => {
    const { store, ids, facts } = await workspace();
    const windows = placeboWindows(store, ids, spec, { kind: 'fixed', seed: 1 });
    const byDay = Map.groupBy(windows.keys(), (index) => {
      const { publishedAt, companies } = facts.get(ids[index]!)!;
      return `${companies[0]} ${Math.floor(publishedAt! / 86_400_000)}`;
    });
    expect(byDay.size).toBe(6);
    for (const indices of byDay.values()) {
      expect(new Set(indices.map((index) => windows[index]!.join())).size).toBe(1);
      const [first] = indices;
      expect(windows[first!]!.length).toBe(4);
    }
  });

  test('a seed draws the same, another draws others', async () => {
    const { store, ids } = await workspace();
    for (const kind of placeboKinds) {
      const once = placeboWindows(store, ids, spec, { kind, seed: 1 });
      expect(placeboWindows(store, ids, spec, { kind, seed: 1 })).toEqual(once);
      // Of one text as of all.
      expect(placeboWindows(store, ids, spec, { kind, seed: 1 })[70]).toEqual(once[70]);
    }
    const earlier = (seed: number) => placeboWindows(store, ids, spec, { kind: 'earlier-time', seed });
    expect(earlier(1)).not.toEqual(earlier(2));
  });
});
