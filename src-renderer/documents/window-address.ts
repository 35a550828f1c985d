import type { ContextSpec } from '../../src-main/api/types.ts';
import { asWord } from '../shared/address.ts';

/** How the address names a part of a window. */
const nameOf = (part: string): string => `window.${part}`;
const NONE = 'none';

/** A window whose parts are named in an address; those that are not, or cannot be read, are the usual ones. */
export function windowIn(word: (name: string) => string | null, usual: ContextSpec): ContextSpec {
  return Object.entries(usual).reduce(
    (spec, [part, value]: [string, unknown]) => {
      const written = word(nameOf(part));
      if (written === null) return spec;
      if (typeof value === 'boolean') return Object.assign(spec, { [part]: written === 'true' });
      if (written === NONE) return Object.assign(spec, { [part]: null });
      if (typeof value === 'string') return Object.assign(spec, { [part]: written });
      const number = Number(written);
      return Number.isFinite(number) ? Object.assign(spec, { [part]: number }) : spec;
    },
    { ...usual },
  );
}

/** What an address says of a window: the parts that are not the usual ones; null takes a part out of it. */
export function windowChoices(spec: ContextSpec, usual: ContextSpec): Record<string, string | null> {
  const before: Record<string, unknown> = { ...usual };
  return Object.fromEntries(
    Object.entries(spec).map(([part, value]: [string, unknown]) => [
      nameOf(part),
      value === before[part] ? null : value === null ? NONE : asWord(value),
    ]),
  );
}
