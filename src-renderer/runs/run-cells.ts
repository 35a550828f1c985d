import type { RunRow } from '../../src-main/api/types.ts';
import { formatCount, formatScore } from '../format/number.ts';

/** The tickers that a run learned from, and how many texts where that was limited. */
export function dataOf({ config }: RunRow): string {
  const tickers = config.symbols === null ? 'all tickers' : config.symbols.join(', ');
  const size = 'trainSize' in config ? config.trainSize : null;
  return size === null ? tickers : `${tickers}, ${formatCount(size)} texts`;
}

/** What a run reads around a text, a word or a day. */
export function windowOf({ config }: RunRow): string {
  if (config.recipe === 'company-embedding') return `${config.textsPerCompany} texts per company`;
  if (config.recipe === 'price-transformer') return `${config.days} days`;
  if (config.recipe === 'word2vec') return `${config.near} words either side`;
  if (!('context' in config) || config.context === 'none') return 'no context';
  const scope = config.window.scope === 'company' ? '' : ` (${config.window.scope})`;
  return `${config.window.n} earlier${scope}, ${config.context}`;
}

/** The two scores of the table: accuracy and macro F1, or how often the company was found first and among ten. */
export function scoresOf({ result }: RunRow): [string, string] {
  if (result === null) return ['', ''];
  if ('neighbours' in result) return [`loss ${formatScore(result.validLoss)}`, ''];
  return 'split' in result || result.objective === 'topic'
    ? [formatScore(result.test.accuracy), formatScore(result.test.macroF1)]
    : [`top-1 ${formatScore(result.test.top1)}`, `top-10 ${formatScore(result.test.top10)}`];
}
