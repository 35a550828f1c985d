import { extname } from 'node:path';
import { unpackedName } from './bytes.ts';
import { startOfList } from './json-pages.ts';
import { isJsonStart } from './json-start.ts';
import { jsonObject } from './json-values.ts';
import { jsonKeys } from './json-records.ts';
import type { JsonForm } from './json-records.ts';
import type { Line } from './lines.ts';

/**
 * What a file of JSON is by its first lines. `lines`: an object a line, as far as they are whole; `list`: an array;
 * `document`: one object over several lines; `broken`: no line of it is a whole object. null: it is no JSON.
 */
export type JsonShape = 'lines' | 'list' | 'document' | 'broken';

const EXTENSIONS = new Set(['.json', '.jsonl', '.ndjson']);

/**
 * Whether a file is JSON: by its first character that is no blank, by what most of its lines are where the first one is
 * broken, or by its name. A text may begin with a bracket too (`[Update] ...`), so the character after it counts.
 */
export function jsonShape(path: string, lines: readonly Line[]): JsonShape | null {
  const written = lines.map(({ text }) => text.trim()).filter((text) => text !== '');
  const start = written
    .slice(0, 2)
    .join('\n')
    .replace(/^\uFEFF/, '');
  if (/^\[\s*(?:[[{"\]]|$)/.test(start)) return 'list';
  const objects = written.filter((text) => jsonObject(text) !== null).length;
  const elements = written.filter(
    (text) => text.endsWith(',') && jsonObject(text.slice(0, -1)) !== null,
  ).length;
  if (elements > objects) return start.startsWith('{') && elements < written.length - 1 ? 'document' : 'list';
  if (objects > 0 && objects * 2 >= written.length) return 'lines';
  const [first] = lines;
  if (first?.overlong === true && isJsonStart(start) && startOfList(first.text) > 0) return 'document';
  const isNamed = EXTENSIONS.has(extname(unpackedName(path)).toLowerCase());
  if (!isNamed && !/^\{\s*(?:["}]|$)/.test(start)) return null;
  if (objects > 0) return 'lines';
  return start.startsWith('{') && written.length > 1 && written.at(-1)?.startsWith('}')
    ? 'document'
    : 'broken';
}

/** How the objects of a file of this shape stand in it. */
export function formOfShape(shape: JsonShape): JsonForm {
  return shape === 'list' || shape === 'document' ? 'elements' : 'lines';
}

/** Why a file of this shape cannot be read, and what to do; null: it can. */
export function whyNotJson(shape: JsonShape | null, lines: readonly Line[]): string | null {
  if (shape === null || shape === 'lines') return null;
  const wanted = 'Write an array of objects, or one object per line, each with the same keys';
  if (shape === 'broken') {
    return `it looks like JSON, but none of its lines is a complete JSON object; it may have been cut off. ${wanted}.`;
  }
  if (jsonKeys(lines, 'elements').length > 0) return null;
  return `it is JSON, but none of its first elements is a complete object. ${wanted}.`;
}
