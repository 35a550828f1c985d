import type { Migration } from './migration.ts';

/** Keys of documents begin with the second of their time, as `contentKey` makes them; the hash was longer before. */
export const timedKeys: Migration = {
  version: 16,
  sql: `
    UPDATE document SET content_key = unhex(
      printf('%012x', coalesce((published_at - (published_at % 1000 + 1000) % 1000) / 1000 + 8640000000001, 0)) ||
      substr(hex(content_key), 1, 20));
  `,
};
