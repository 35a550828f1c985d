/** Paths of JSON values as the headings of tables that mean the same. The names are those of public web services. */
const HEADINGS: readonly (readonly [path: RegExp, heading: string])[] = [
  // Twitter, StockTwits, Mastodon
  [/^(?:user|author|account)\.(?:screen_?name|username|login|acct)$/, 'username'],
  [/^(?:symbols|symbol|tickers|stocks?)\.(?:symbol|ticker)$/, 'symbols'],
  [/^(?:user|author|account)\.name$/, 'authorname'],
  [/^entities\.cashtags\.tag$/, 'symbols'],
  [/^entities\.symbols\.text$/, 'symbols'],
  [/^entities\.sentiment\.basic$/, 'sentiment'],
  // GDELT and NewsAPI name a publisher; an author of its own is better.
  [/^source\.(?:name|title)$/, 'authorname'],
];

/** Around the whole of a record: tweets of Twitter's stream, hits of Elasticsearch, posts of Reddit. */
const WRAPPER = /^(?:data|_source|tweet|status|post|article|node|document)\./;

/** The heading of a table that a path means; the path itself where none is known. */
export function headingOfPath(path: string): string {
  const inner = path.toLowerCase().replace(WRAPPER, '');
  return HEADINGS.find(([known]) => known.test(inner))?.[1] ?? inner;
}
