import { UserError } from '../errors.ts';
import { labelsByOrigin, type MadeOrigin } from '../store/label-sources.ts';
import { isOfPeople } from '../store/labels.ts';
import type { ReadableStore } from '../store/store.ts';

const made = { rule: 'by rules', price: 'from prices' } as const;

/**
 * Labels that nobody read off the texts have a scheme of their own.
 *
 * @throws UserError where a scheme has labels of people, or such as were made otherwise
 */
export function checkOwnScheme(store: ReadableStore, scheme: string, origin: MadeOrigin): void {
  const origins = labelsByOrigin(store, scheme);
  const people = [...origins].filter(([one]) => isOfPeople(one)).reduce((sum, [, count]) => sum + count, 0);
  const other = origin === 'rule' ? 'price' : 'rule';
  const count = people > 0 ? people : (origins.get(other) ?? 0);
  if (count === 0) return;
  const whose = `${count} ${count === 1 ? 'label' : 'labels'} ${people > 0 ? 'by hand or from files' : made[other]}`;
  throw new UserError(
    'use',
    `The scheme "${scheme}" has ${whose}, with which labels ${made[origin]} would be mixed. Choose a scheme of their own, such as "${scheme}-${origin}s".`,
  );
}
