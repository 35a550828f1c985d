import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { labelsByOrigin, labelSources, type MadeOrigin } from '../store/label-sources.ts';
import { isOfPeople } from '../store/labels.ts';
import type { ReadableStore } from '../store/store.ts';

const made = { rule: 'by rules', price: 'from prices', cluster: 'of topics that were found' } as const;
const suffix = { rule: 'rules', price: 'prices', cluster: 'topics' } as const;
const origins = ['rule', 'price', 'cluster'] as const;

/**
 * Labels that nobody read off the texts have a scheme of their own. Where topics were found before, labels by hand are
 * corrections of them.
 *
 * @throws UserError where a scheme has labels of people, or such as were made otherwise
 */
export function checkOwnScheme(store: ReadableStore, scheme: string, origin: MadeOrigin): void {
  const counts = labelsByOrigin(store, scheme);
  const isCorrected = origin === 'cluster' && labelSources(store, scheme, origin).length > 0;
  const people = [...counts]
    .filter(([one]) => isOfPeople(one) && !(isCorrected && one === 'manual'))
    .reduce((sum, [, count]) => sum + count, 0);
  const other = origins.find((one) => one !== origin && counts.has(one)) ?? null;
  const count = people > 0 || other === null ? people : (counts.get(other) ?? 0);
  if (count === 0) return;
  const how = people > 0 || other === null ? 'by hand or from files' : made[other];
  throw new UserError(
    'use',
    `The scheme "${scheme}" has ${counted(count, 'label')} ${how}, with which labels ${made[origin]} would be mixed. Choose a scheme of their own, such as "${scheme}-${suffix[origin]}".`,
  );
}
