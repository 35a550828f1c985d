/** What the classes of a label scheme are called, where its labels are numbers or codes. Labels stay as they are stored. */
import { type ClassName, type NameOf, namesIn } from '../class-names.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { requireScheme } from './text-filter.ts';
import { transactional } from './transaction.ts';

export interface NamedValue {
  value: string;
  /** null: it is called as it is stored. */
  name: string | null;
}

/** The names of classes, of all schemes. */
export function classNames(store: ReadableStore): ClassName[] {
  return store.db
    .prepare<[], ClassName>('SELECT scheme, value, name FROM class_name ORDER BY scheme, value')
    .all();
}

/** What the classes of a scheme are called; null: of no scheme, whose classes are called as they are stored. */
export function namesOfScheme(store: ReadableStore, scheme: string | null): NameOf {
  return namesIn(classNames(store), scheme);
}

/** The values of a scheme's labels, those of numbers in their order, with their names. */
export function namedValues(store: ReadableStore, scheme: string): NamedValue[] {
  requireScheme(store, scheme);
  return store.db
    .prepare<[string], NamedValue>(
      `SELECT value, name FROM (SELECT DISTINCT scheme, value FROM label WHERE scheme = ?)
       LEFT JOIN class_name USING (scheme, value) ORDER BY CAST(value AS REAL), value`,
    )
    .all(scheme);
}

/**
 * Gives classes of a scheme other names, or takes them away, in one transaction. Labels, runs and exports of values stay.
 *
 * @throws UserError if there is no such scheme or class, a class is given twice, or two classes would have one name
 */
export function nameClasses(store: WritableStore, scheme: string, given: readonly NamedValue[]): void {
  transactional(store, () => {
    const values = namedValues(store, scheme).map(({ value }) => value);
    const twice = given.find(({ value }, at) => given.findIndex((other) => other.value === value) < at);
    if (twice) throw givenTwice(scheme, twice.value);
    const remove = store.db.prepare('DELETE FROM class_name WHERE scheme = ? AND value = ?');
    for (const { value } of given) {
      if (!values.includes(value)) throw noSuchClass(scheme, value, values);
      remove.run(scheme, value);
    }
    // A class whose labels were forgotten leaves its name to the others.
    const removeStale = store.db.prepare('DELETE FROM class_name WHERE scheme = ? AND name = ?');
    const insert = store.db.prepare('INSERT INTO class_name (scheme, value, name) VALUES (?, ?, ?)');
    for (const { value, name } of given) {
      if (name === null || name === value) continue;
      const other = takenBy(store, { scheme, value, name }, values);
      if (other !== null) throw taken(scheme, name, other);
      removeStale.run(scheme, name);
      insert.run(scheme, value, name);
    }
  })();
}

/** The other class that is called so; null: none. */
function takenBy(
  { db }: ReadableStore,
  { scheme, value, name }: ClassName,
  values: readonly string[],
): string | null {
  if (values.includes(name)) return name;
  const other = db
    .prepare<[string, string], string>('SELECT value FROM class_name WHERE scheme = ? AND name = ?')
    .pluck()
    .get(scheme, name);
  return other === undefined || other === value || !values.includes(other) ? null : other;
}

function noSuchClass(scheme: string, value: string, values: readonly string[]): UserError {
  const meant = didYouMean(value, values);
  return new UserError(
    'use',
    `The scheme "${scheme}" has no class "${value}".${meant} Its classes are ${values.join(', ')}.`,
  );
}

function givenTwice(scheme: string, value: string): UserError {
  return new UserError(
    'use',
    `The class "${value}" of the scheme "${scheme}" is named twice at once: give it one name.`,
  );
}

function taken(scheme: string, name: string, other: string): UserError {
  return new UserError(
    'use',
    `In the scheme "${scheme}" the class "${other}" is called "${name}" already: give each class a name of its own.`,
  );
}
