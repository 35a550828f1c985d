import type { CsvRecord } from './csv-records.ts';
import { JsonElements, MAX_LETTERS } from './json-elements.ts';
import type { JsonElement } from './json-elements.ts';
import { recordsOfPage, startOfList } from './json-pages.ts';
import { isTooDeep, jsonObject, jsonPaths, jsonText, mostLevels } from './json-values.ts';
import type { Line } from './lines.ts';

/** How objects stand in a file of JSON: one on each line, or anywhere, as elements of an array or over several lines. */
export type JsonForm = 'lines' | 'elements';

/**
 * Reads JSON objects; the values at `keys`, which are paths, stand in their order, as text. What is missing is empty.
 * The pages of web services give the records that they list.
 */
export class JsonRecords {
  readonly #keys: readonly string[];
  readonly #elements: JsonElements | null;
  #pieces: Line | null = null;

  constructor(keys: readonly string[], form: JsonForm) {
    this.#keys = keys;
    this.#elements = form === 'elements' ? new JsonElements() : null;
  }

  read(lines: readonly Line[]): CsvRecord[] {
    if (this.#elements !== null)
      return this.#elements.read(lines).flatMap((element) => this.#ofElement(element));
    return this.#whole(lines)
      .filter(({ text }) => text.trim() !== '')
      .flatMap(({ text: raw, number: line, byte, overlong }) =>
        this.#records({ line, byte, raw }, overlong, 'the line is not a complete JSON object'),
      );
  }

  end(): CsvRecord[] {
    return this.#elements?.end().flatMap((element) => this.#ofElement(element)) ?? [];
  }

  /** Lines whose pieces are put together again. */
  #whole(lines: readonly Line[]): Line[] {
    if (this.#pieces === null && !lines.some(({ overlong }) => overlong)) return [...lines];
    const whole: Line[] = [];
    for (const line of lines) {
      const first = this.#pieces ?? { ...line, text: '' };
      const joined = { ...first, text: first.text + line.text, overlong: line.overlong };
      const goesOn = line.overlong && joined.text.length < MAX_LETTERS;
      this.#pieces = goesOn ? joined : null;
      if (!goesOn) whole.push(joined);
    }
    return whole;
  }

  #ofElement({ place, cut }: JsonElement): CsvRecord[] {
    return this.#records(place, false, cut ? 'the file ends within this object' : 'it is not a JSON object');
  }

  #records(place: CsvRecord['place'], overlong: boolean, message: string): CsvRecord[] {
    const object = overlong ? null : jsonObject(place.raw);
    if (object === null) {
      const fields = this.#keys.map(() => '');
      const why = isTooDeep(place.raw) ? `it is nested more than ${mostLevels} levels deep` : message;
      return [{ fields, place, overlong, problem: { kind: 'json', column: null, message: why } }];
    }
    const records = recordsOfPage(object);
    return records.map((record) => ({
      fields: this.#keys.map((key) => jsonText(record, key)),
      place: record === object ? place : { ...place, raw: JSON.stringify(record) },
      overlong,
      problem: null,
    }));
  }
}

/** The paths of the values that objects on these lines have, in the order in which they first stand there. */
export function jsonKeys(lines: readonly Line[], form: JsonForm): string[] {
  const elements = (some: readonly Line[]) => new JsonElements().read(some).map(({ place }) => place.raw);
  let texts = form === 'lines' ? lines.map(({ text }) => text) : elements(lines);
  const [first] = lines;
  // A page that is one long line: the records of its list, as far as they are in the sample.
  if (texts.length === 0 && first !== undefined) {
    texts = elements([{ ...first, text: first.text.slice(startOfList(first.text)) }]);
  }
  const records = texts.flatMap((text) => recordsOfPage(jsonObject(text) ?? {}));
  return [...new Set(records.flatMap(jsonPaths))];
}
