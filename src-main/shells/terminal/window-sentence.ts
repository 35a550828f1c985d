/** The headline of a prediction: the context in which the text was read. */
import { scopes } from '../../context/scopes.ts';
import { counted } from '../../counted.ts';
import { companyBySymbol } from '../../store/companies.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { DocumentRow } from '../../store/types.ts';
import type { ReadInput } from '../../study/explain.ts';
import type { WindowFacts } from '../../study/window-facts.ts';
import { windowOf, windowSize } from '../../configs/contextual.ts';
import type { TextClassifierConfig } from '../../configs/classifiers.ts';
import { age, time } from './format.ts';

export interface WindowRead {
  run: number;
  config: TextClassifierConfig;
  input: ReadInput;
  document: DocumentRow | null;
  /** The moment that it was read at; null if nothing says when. */
  at: number | null;
  facts: WindowFacts;
}

/** Whether a text was read in context, and in which; one sentence per line. */
export function windowSentences(store: ReadableStore, read: WindowRead, now = Date.now()): string[] {
  const { at, facts } = read;
  const future =
    at !== null && at > now
      ? [`${utc(at)} is in the future: what will be published until then is not known yet.`]
      : [];
  if (facts.youngestAgeMs === null || facts.oldestAgeMs === null || at === null) {
    return [`Read without context: ${whyAlone(store, read)}.`, ...future];
  }
  const { texts, youngestAgeMs: youngest, oldestAgeMs: oldest } = facts;
  const [from, to] = [age(youngest), age(oldest)];
  const ages = from === to ? from : `${from} to ${to}`;
  const of = whose(store, read);
  return [
    `Read in context: ${counted(texts, 'text')}${of}, ${ages} before ${utc(at)}.`,
    ...future,
    ...(facts.stale ? [staleSentence(read, youngest)] : []),
  ];
}

function staleSentence({ input }: WindowRead, youngest: number): string {
  const asNow = 'text' in input && input.at === null;
  return (
    `Warning: the most recent of them was published ${age(youngest)} earlier, so they say little about what was known then.` +
    (asNow ? ' Without --at a text is read as of now: give the time when it was published.' : '')
  );
}

function whyAlone(store: ReadableStore, { run, config, input, document, at }: WindowRead): string {
  if (windowSize(config) === 0) return `run ${run} reads no context`;
  if (document && document.publishedAt === null) {
    return `document ${document.id} has no time, so it is not known what came before it`;
  }
  if ('text' in input && input.symbol === null) return 'no --company was given to take earlier texts from';
  const moment = at === null ? '' : ` before ${utc(at)}`;
  const of = whose(store, { config, input, document });
  const company = 'text' in input && input.symbol !== null ? companyBySymbol(store, input.symbol) : null;
  const first = company?.firstAt ?? null;
  if (company && first === null) return `no text${of} has a time`;
  if (first !== null && at !== null && first >= at)
    return `no earlier text${of}${moment}; the first is from ${utc(first)}`;
  return `no earlier text${of}${moment} that fits the window of run ${run}`;
}

function whose(
  store: ReadableStore,
  { config, input, document }: Pick<WindowRead, 'config' | 'input' | 'document'>,
): string {
  const scope = windowOf(config)?.scope ?? 'company';
  const symbols =
    'text' in input && input.symbol !== null
      ? [companyBySymbol(store, input.symbol)?.symbol ?? input.symbol]
      : (document?.symbols ?? []);
  return ` of ${scopes[scope].owner({ symbols, author: document?.author ?? null })}`;
}

function utc(at: number): string {
  return `${time(at)} UTC`;
}
