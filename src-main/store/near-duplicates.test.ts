import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { type KeyRow, nearDuplicatePairs } from './near-duplicate-pairs.ts';
import { GroupsOfKeys } from './groups-of-keys.ts';
import { groupAddedDocuments, groupNearDuplicates, groupsWithTexts } from './near-duplicates.ts';
import type { WritableStore } from './store.ts';

interface Text {
  key: string;
  text: string;
  cutOff: boolean;
}

/** Whether two texts are near-duplicates by themselves. */
function alike(a: Text, b: Text): boolean {
  if (a.key === b.key) return a.key.length >= 12 || a.text === b.text;
  return [
    [a, b],
    [b, a],
  ].some(([start, whole]) => start!.cutOff && start!.key.length >= 40 && whole!.key.startsWith(start!.key));
}

/** Spreads the smallest number along pairs until nothing changes. */
function components(size: number, joined: (a: number, b: number) => boolean): number[] {
  const group = Array.from({ length: size }, (_, i) => i);
  for (let changed = true; changed;) {
    changed = false;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        if (group[b]! > group[a]! && joined(a, b)) {
          group[b] = group[a]!;
          changed = true;
        }
      }
    }
  }
  return group;
}

const ending = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '𝒶'), maxLength: 3 });
const start = fc.constantFrom('', 'short', 'x'.repeat(39), 'y'.repeat(40), 'z'.repeat(60));
const anyText = fc.record({
  key: fc.tuple(start, ending).map((parts) => parts.join('')),
  text: fc.constantFrom('one', 'two'),
  cutOff: fc.boolean(),
});

test('the groups are those of comparing every text with every other', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 14 }), (texts) => {
      const rows = texts
        .map(({ key, text, cutOff }, id): KeyRow => [id, key, key.length < 12 ? text : null, cutOff ? 1 : 0])
        .sort(
          (a, b) =>
            Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1])) ||
            (a[2] ?? '').localeCompare(b[2] ?? '') ||
            a[0] - b[0],
        );
      const pairs = new Set([...nearDuplicatePairs(rows)].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
      expect(components(texts.length, (a, b) => pairs.has(`${a} ${b}`))).toEqual(
        components(texts.length, (a, b) => alike(texts[a]!, texts[b]!)),
      );
    }),
    { numRuns: 500 },
  );
});

/** Replaces the documents, numbered from 1, and groups them. */
function keep(store: WritableStore, texts: readonly Text[]): void {
  store.db.exec('DELETE FROM document');
  add(store, texts, 0);
  groupNearDuplicates(store.db);
}

/** Adds documents, numbered from after `last`, which are in no groups yet. */
function add(store: WritableStore, texts: readonly Text[], last: number, groups?: GroupsOfKeys): void {
  store.db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
    VALUES (1, 't.csv', '/t.csv', 'texts', '', 'utf-8', 1, 'x', 0) ON CONFLICT DO NOTHING`);
  const insert = store.db.prepare(
    `INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key,
                           source_file, line)
     VALUES (@id, CAST(@id AS BLOB), @group, 0, 0, @cutOff, @text, @key, 1, 1)`,
  );
  texts.forEach(({ cutOff, ...text }, index) => {
    const id = last + index + 1;
    insert.run({ ...text, id, group: groups?.of(id, text.key) ?? id, cutOff: cutOff ? 1 : 0 });
    groups?.add(id, text.key);
  });
}

test('texts that are no documents get the groups that they would have as documents, and nothing is stored', () => {
  const store = temporaryStore();
  const stored = () =>
    store.db.prepare('SELECT near_duplicate_group FROM document ORDER BY id').pluck().all() as number[];
  const texts = fc.array(anyText, { maxLength: 9 });
  const compared = fc.property(texts, texts, (documents, others) => {
    keep(store, documents);
    const before = stored();
    const { ofTexts, ofGroup } = groupsWithTexts(store.db, others);
    const found = [...before.map(ofGroup), ...ofTexts];
    expect(stored()).toEqual(before);
    keep(store, [...documents, ...others]);
    const imported = stored();
    const numbers = (groups: number[]) => groups.map((group) => groups.indexOf(group));
    expect(numbers(found)).toEqual(numbers(imported));
    // A group below 0 has no document, any other is that of one.
    expect(found.map((group) => Math.max(group, 0))).toEqual(
      imported.map((group) => (group > documents.length ? 0 : group)),
    );
  });
  // In one transaction, which waits for no disk.
  store.db.transaction(() => fc.assert(compared, { numRuns: 300 }))();
});

test('documents that are added step by step get the groups that all have when they are grouped at once', () => {
  const store = temporaryStore();
  const stored = () =>
    store.db.prepare('SELECT near_duplicate_group FROM document ORDER BY id').pluck().all() as number[];
  const steps = fc.array(fc.array(anyText, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
  const compared = fc.property(steps, fc.boolean(), (several, withKeys) => {
    const all = several.flat();
    keep(store, all);
    const atOnce = stored();
    store.db.exec("DELETE FROM document; UPDATE state SET value = 0 WHERE name = 'grouped_to'");
    let last = 0;
    for (const texts of several) {
      add(store, texts, last, withKeys ? new GroupsOfKeys(store.db) : undefined);
      last += texts.length;
      groupAddedDocuments(store.db);
    }
    expect(stored()).toEqual(atOnce);
  });
  store.db.transaction(() => fc.assert(compared, { numRuns: 500 }))();
});
