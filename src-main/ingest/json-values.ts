/** Values of JSON objects as the columns of a table: each by its path, such as `user.screen_name`. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper values have no column. */
const MOST_KEYS = 5;

/** The paths of all values of an object, in their order. Objects in an array share theirs. */
export function jsonPaths(object: JsonObject): string[] {
  return Object.entries(object).flatMap(([key, value]) => pathsOf(value, key, 1));
}

function pathsOf(value: unknown, path: string, depth: number): string[] {
  if (Array.isArray(value) && value.some(isObject)) {
    return value.flatMap((one: unknown) => pathsOf(one, path, depth));
  }
  if (!isObject(value) || depth === MOST_KEYS) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, `${path}.${key}`, depth + 1));
}

/** The value at a path as text, several of them between blanks; empty where there is none. */
export function jsonText(object: JsonObject, path: string): string {
  const own = object[path];
  if (own !== undefined || !path.includes('.')) return asText(own);
  return asText(valuesAt(object, path.split('.')));
}

function valuesAt(value: unknown, [key, ...keys]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => valuesAt(one, [key, ...keys]));
  return isObject(value) ? valuesAt(value[key], keys) : undefined;
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value
      .map(asText)
      .filter((text) => text !== '')
      .join(' ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Records of tweets and news have a handful; what is nested deeper is no record, and exhausts the stack of whoever follows it. */
export const mostLevels = 100;

/** Whether objects and arrays in a text of JSON are nested more than `mostLevels` deep. */
export function isTooDeep(text: string): boolean {
  let level = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at++;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') {
      level++;
      if (level > mostLevels) return true;
    } else if (sign === '}' || sign === ']') level--;
  }
  return false;
}

/** The object that a text of JSON is; null if it is none, or not whole, or nested too deep. */
export function jsonObject(text: string): JsonObject | null {
  if (isTooDeep(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
