import type { ContextSpec, RecipeSetting } from '../../src-main/api/types.ts';
import { valuesInWords } from '../../src-main/api/setting-values.ts';
import { asWord } from '../shared/address.ts';

/** How the address names a part of a window. */
const nameOf = (part: string): string => `window.${part}`;
const NONE = 'none';

/** A window as an address names it. */
export interface NamedWindow {
  spec: ContextSpec;
  /** What of the address cannot be followed, as sentences; the usual value stands in its place. */
  wrong: string[];
}

/**
 * A window whose parts are named in an address; those that are not, or cannot be followed, are the usual ones.
 *
 * @param settings what can be set about a window, with the values that each part takes
 */
export function windowIn(
  word: (name: string) => string | null,
  usual: ContextSpec,
  settings: readonly RecipeSetting[],
): NamedWindow {
  const spec: ContextSpec = { ...usual };
  const wrong: string[] = [];
  for (const setting of settings) {
    const written = word(nameOf(setting.path));
    if (written === null) continue;
    const value = valueIn(written, setting);
    if (value !== undefined) Object.assign(spec, { [setting.path]: value });
    else wrong.push(`${setting.label}: “${written}” in the address is not ${takenBy(setting)}.`);
  }
  return { spec, wrong };
}

/** What a part of a window takes, as an address has it. */
function takenBy({ values, nullable, empty }: RecipeSetting): string {
  const words = valuesInWords({ values, nullable: false });
  return nullable ? `${words}, or ${NONE} for ${empty ?? 'none'}` : words;
}

/** A value as an address has it; undefined: the setting takes no such value. */
function valueIn(
  written: string,
  { values, nullable }: RecipeSetting,
): number | string | boolean | null | undefined {
  if (nullable && written === NONE) return null;
  switch (values.kind) {
    case 'flag':
      return written === 'true' || (written === 'false' ? false : undefined);
    case 'choice':
      return values.choices.find((choice) => choice === written);
    case 'whole':
    case 'number': {
      const { least, above, most } = values;
      const number = Number(written);
      const isWithin =
        number >= (least ?? -Infinity) && number > (above ?? -Infinity) && number <= (most ?? Infinity);
      const isFit = values.kind === 'whole' ? Number.isInteger(number) : Number.isFinite(number);
      return isFit && isWithin ? number : undefined;
    }
    case 'text':
    case 'list':
    case 'runOrFile':
    default:
      return undefined;
  }
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
