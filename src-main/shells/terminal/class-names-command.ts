import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { nameClasses, type NamedValue, namedValues } from '../../store/class-names.ts';
import { writable } from '../../store/store.ts';
import type { Session } from './session.ts';

/** What `labels names`, below the command that lists labels, is and takes. */
export function addClassNamesOptions(command: Command): Command {
  return command
    .description('name the classes of a label scheme whose labels are numbers; the labels stay as they are')
    .argument('<scheme>', 'the label scheme')
    .argument(
      '[value=name...]',
      'names of classes, such as 0=negative 1=positive; a class without a name after the sign loses its own; default: list them',
    );
}

export function showClassNames({ output, store }: Session, scheme: string, given: readonly string[]): void {
  if (given.length > 0) nameClasses(writable(store()), scheme, given.map(asNamed));
  const classes = namedValues(store(), scheme);
  output.table(
    classes.map(({ value, name }) => [value, name ?? '']),
    [scheme, 'name'],
  );
  output.result({ scheme, classes });
}

function asNamed(given: string): NamedValue {
  const at = given.indexOf('=');
  const [value, name] = [given.slice(0, at).trim(), given.slice(at + 1).trim()];
  if (at === -1 || value === '') {
    throw new UserError('use', `"${given}" names no class. Write it like 0=negative.`);
  }
  return { value, name: name === '' ? null : name };
}
