import { counted } from '../counted.ts';

/** So many of some things: `1 company`, `2,459 labels`. */
export function thingsInWords({ what, count }: { what: string; count: number }): string {
  return counted(count, singular(what), what);
}

function singular(what: string): string {
  return what === 'companies' ? 'company' : what.replace(/s(?= \(|$)/, '');
}
