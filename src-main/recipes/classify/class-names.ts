import { listed } from '../../configs/setting-values.ts';
import { UserError } from '../../errors.ts';
import type { PublishedClass } from '../../results/agreement.ts';
import { didYouMean } from '../../suggest.ts';

/**
 * What the classes of a published classifier are called in a label scheme. A class that is not renamed is the value that
 * has its name, or the only value that differs from its name by capitals alone; else it keeps its name.
 *
 * @param published its classes, in the order of its outputs
 * @param renaming `LABEL_0=negative,LABEL_1=neutral`; null: none
 * @param values of the scheme in the workspace
 * @throws UserError if a class is renamed that there is not, or two would have one name
 */
export function namedClasses(
  published: readonly string[],
  renaming: string | null,
  values: readonly string[],
): PublishedClass[] {
  const given = renaming === null ? new Map<string, string>() : renamed(renaming, published);
  const kept = published.map((name) => ({ published: name, name: given.get(name) ?? name }));
  const named = kept.map((one) => ({ ...one, name: sameButCapitals(one.name, kept, values) }));
  const twice = named.find(({ name }, index) => named.findIndex((other) => other.name === name) !== index);
  if (twice) {
    const both = named.filter(({ name }) => name === twice.name).map((one) => one.published);
    throw new UserError(
      'use',
      `The classes ${listed(both, 'and')} cannot both be "${twice.name}": give each a name of its own.`,
    );
  }
  return named;
}

function renamed(renaming: string, published: readonly string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const one of renaming.split(',').map((part) => part.trim())) {
    if (one === '') continue;
    // A published name may hold "=" itself, so that the longest one that fits is meant.
    const [of] = published
      .filter((name) => one.startsWith(`${name}=`))
      .toSorted((a, b) => b.length - a.length);
    const name = of === undefined ? '' : one.slice(of.length + 1).trim();
    if (of === undefined || name === '') throw notRenamed(one, of, published);
    if (given.has(of)) throw new UserError('use', `The class "${of}" is named twice: name it once.`);
    given.set(of, name);
  }
  return given;
}

function notRenamed(one: string, of: string | undefined, published: readonly string[]): UserError {
  const classes = `The classes of the checkpoint are ${listed(published, 'and')}.`;
  if (of !== undefined) return new UserError('use', `The class "${of}" is given no name. ${classes}`);
  const asked = one.split('=')[0]!.trim();
  const example = `Names are given as ${published[0]}=NAME, separated by commas.`;
  if (!one.includes('=')) return new UserError('use', `"${one}" names no class. ${classes} ${example}`);
  return new UserError(
    'use',
    `The checkpoint has no class "${asked}".${didYouMean(asked, published)} ${classes}`,
  );
}

/** The value that is certainly meant by a name; the name itself where none is. */
function sameButCapitals(name: string, all: readonly PublishedClass[], values: readonly string[]): string {
  if (values.includes(name)) return name;
  const plain = name.toLowerCase();
  const alike = values.filter((value) => value.toLowerCase() === plain);
  const rivals = all.filter((other) => other.name.toLowerCase() === plain);
  return alike.length === 1 && rivals.length === 1 ? alike[0]! : name;
}
