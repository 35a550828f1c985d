import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { companies } from './companies.ts';
import type { FileKind } from './kind.ts';
import { labels } from './labels.ts';
import { prices } from './prices.ts';
import { stockerbot } from './stockerbot.ts';
import { texts } from './texts.ts';

/** The kinds of files; all that read, show, describe or import files go by this table. */
const kinds = { stockerbot, labels, texts, prices, companies };
export type KindName = keyof typeof kinds;

export const fileKinds: readonly FileKind[] = Object.values(
  kinds satisfies { [Name in KindName]: FileKind<Name> },
);
export const tableKinds = fileKinds.filter((kind) => kind.form === 'table');
export const formatKinds = fileKinds.filter((kind) => kind.form === 'format');
export const kindNames: readonly string[] = fileKinds.map(({ name }) => name);

/**
 * The kind of a name; null for null.
 *
 * @throws UserError if there is no such kind.
 */
export function namedKind(name: string | null): FileKind | null {
  const kind = fileKinds.find((known) => known.name === name) ?? null;
  if (name === null || kind !== null) return kind;
  const meant = didYouMean(name, kindNames);
  throw new UserError(
    'use',
    `"${name}" is not a kind of file. The kinds are ${kindNames.join(', ')}.${meant}`,
  );
}
