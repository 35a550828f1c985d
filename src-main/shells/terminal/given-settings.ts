import { UserError } from '../../errors.ts';
import { currentName, type RecipeSetting } from '../../configs/settings.ts';
import { tickers } from './arguments.ts';

/** One `--set key=value`. */
export interface Given {
  /** `window.n` */
  path: string;
  value: unknown;
  /** The value as it was typed. */
  text: string;
}

/**
 * Parses settings as typed, by their names of today: each value as its setting expects it, values of unknown settings as JSON or text.
 *
 * @throws UserError if one is not `key=value`, or is given twice.
 */
export function givenSettings(typed: readonly string[], settings: readonly RecipeSetting[]): Given[] {
  const given: Given[] = [];
  for (const one of typed) {
    const at = one.indexOf('=');
    const path = currentName(one.slice(0, Math.max(0, at)).trim());
    if (path === '' || path.split('.').includes('')) {
      throw new UserError('use', `--set takes setting=value, such as epochs=5 or window.n=4, not "${one}".`);
    }
    const text = one.slice(at + 1).trim();
    const before = given.find((other) => other.path === path);
    if (before) {
      throw new UserError(
        'use',
        `${path} is set twice, to ${before.text} and to ${text}. Leave one of them out.`,
      );
    }
    given.push({
      path,
      text,
      value: valueOf(
        text,
        settings.find((setting) => setting.path === path),
      ),
    });
  }
  return given;
}

function valueOf(text: string, setting: RecipeSetting | undefined): unknown {
  if (setting?.nullable && text === 'null') return null;
  const kind = setting?.values.kind;
  // "2019" and "true" are names as well; quotes may stand around a text, as JSON writes it.
  if (kind === 'text') return /^".*"$/s.test(text) ? asJson(text) : text;
  // A file whose name is a number is `./3`.
  if (kind === 'runOrFile') return /^\d+$/.test(text) ? Number(text) : text;
  if (kind === 'list') return text.startsWith('[') ? asJson(text) : tickers(text, []);
  if (kind === 'whole' || kind === 'number') {
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  }
  return asJson(text);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
