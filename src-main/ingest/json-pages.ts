import { rowsOfTable } from './json-orients.ts';
import { isObject } from './json-values.ts';
import type { JsonObject } from './json-values.ts';

/** Where the answers of web services hold their records: Twitter, StockTwits, NewsAPI, Alpha Vantage, Reddit, ... */
const LISTS =
  'data results items messages tweets statuses posts articles news records feed documents docs rows hits children'.split(
    ' ',
  );
/** Where the list of a page begins in its text; 0: the text is no page. */
export function startOfList(text: string): number {
  const found = START_OF_LIST.exec(text);
  return found === null ? 0 : found.index + found[0].length;
}

const START_OF_LIST = new RegExp(`"(?:${LISTS.join('|')})"\\s*:\\s*\\[`);

/** A path of the whole page, as one of the records in its list: `data.text` is `text`. */
export function pathInRecord(path: string): string {
  const [first = '', ...others] = path.split('.');
  return LISTS.includes(first) && others.length > 0 ? others.join('.') : path;
}

/** Objects around such a list. */
const WRAPPERS = ['data', 'response', 'hits', 'result'];

/** The records of an object: those of the list that it holds if it is the page of a web service, else itself. */
export function recordsOfPage(object: JsonObject): readonly JsonObject[] {
  const list =
    listOf(object) ??
    WRAPPERS.map((key) => object[key])
      .filter(isObject)
      .map(listOf)
      .find(Boolean);
  if (list === null || list === undefined) return (rowsOfTable(object) ?? [object]).map(wholeTweet);
  const users = usersOf(object);
  return list.map((record) => withAuthor(wholeTweet(record), users));
}

/** Twitter cuts the text of a long tweet off, and has the whole of it beside it. */
function wholeTweet(record: JsonObject): JsonObject {
  const { extended_tweet: extended } = record;
  const whole = isObject(extended) ? extended['full_text'] : undefined;
  return typeof whole === 'string' && 'text' in record ? { ...record, text: whole } : record;
}

function listOf(object: JsonObject): readonly JsonObject[] | null {
  for (const key of LISTS) {
    const list = object[key];
    if (Array.isArray(list) && list.every(isObject)) return list;
  }
  return null;
}

/** Twitter's pages list their users apart from the tweets, which have their ids. */
function usersOf({ includes }: JsonObject): Map<unknown, JsonObject> {
  const users =
    isObject(includes) && Array.isArray(includes['users']) ? includes['users'].filter(isObject) : [];
  return new Map(users.map((user) => [user['id'], user]));
}

function withAuthor(record: JsonObject, users: ReadonlyMap<unknown, JsonObject>): JsonObject {
  const author = users.get(record['author_id']);
  return author === undefined || 'author' in record ? record : { ...record, author };
}
