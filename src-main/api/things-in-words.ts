import { inThousands } from '../in-thousands.ts';

/** So many of some things: `1 company`, `2,459 labels`. */
export function thingsInWords({ what, count }: { what: string; count: number }): string {
  return `${inThousands(count)} ${count === 1 ? singular(what) : what}`;
}

function singular(what: string): string {
  return what === 'companies' ? 'company' : what.replace(/s(?= \(|$)/, '');
}
