import type { LabelFacts } from '../../results/label-facts.ts';
import type { LabelOrigin } from '../../store/labels.ts';

interface Labelled {
  origin?: LabelOrigin | null;
}

/** Who gave the labels of the parts; null: people gave all of them, and nothing was taken out of the texts. */
export function labelFacts(
  { train, valid, test }: Record<'train' | 'valid' | 'test', readonly Labelled[]>,
  { masked, purged }: Pick<LabelFacts, 'masked' | 'purged'>,
): LabelFacts | null {
  const origins: LabelFacts['origins'] = {};
  for (const { origin } of [...train, ...valid, ...test]) {
    if (origin) origins[origin] = (origins[origin] ?? 0) + 1;
  }
  if (origins['rule'] === undefined && origins['price'] === undefined && !masked) return null;
  return { origins, ...(masked && { masked }), ...(purged && { purged }) };
}
