import type { CsvRecord } from './csv-records.ts';
import type { Line } from './lines.ts';

/** Reads one JSON object a line; its values stand in the order of `keys`, as text. What is missing is empty. */
export class JsonRecords {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  read(lines: readonly Line[]): CsvRecord[] {
    return lines
      .filter(({ text }) => text.trim() !== '')
      .map(({ text: raw, number: line, byte, overlong }) => {
        const object = overlong ? null : jsonObject(raw);
        const fields = this.#keys.map((key) => (object === null ? '' : asText(object[key])));
        const problem =
          object === null
            ? { kind: 'json', column: null, message: 'the line is not a complete JSON object' }
            : null;
        return { fields, place: { line, byte, raw }, overlong, problem };
      });
  }

  end(): CsvRecord[] {
    return [];
  }
}

/** The keys that objects on these lines have, in the order in which they first stand there. */
export function jsonKeys(lines: readonly Line[]): string[] {
  return [...new Set(lines.flatMap(({ text }) => Object.keys(jsonObject(text) ?? {})))];
}

/** The object that a line of JSON is; null if it is none, or not whole. */
export function jsonObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
