import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';

test('a class of a scheme has one name, and no two of its classes share one', () => {
  const db = new SQLite(':memory:');
  migrate(db);
  const insert = db.prepare('INSERT INTO class_name (scheme, value, name) VALUES (?, ?, ?)');
  insert.run('topic', '0', 'earnings');
  insert.run('sentiment', '0', 'earnings');
  expect(() => insert.run('topic', '0', 'merger')).toThrow('UNIQUE');
  expect(() => insert.run('topic', '1', 'earnings')).toThrow('UNIQUE');
  db.close();
});
