/** The test part of a training that has not begun, as far as its labels say. */
import type { LabelledDocument } from '../store/labels.ts';
import type { LabelCounts } from '../store/types.ts';
import { type TestPartPower, testPartPower } from '../study/statistics/test-part-power.ts';

/**
 * What the test part will show: the last texts by time, whichever way they will be divided, since it is their number
 * that counts.
 *
 * @param texts each said once, by time
 * @param symbols the tickers of each document
 */
export function expectedTestPart(
  texts: readonly LabelledDocument[],
  symbols: ReadonlyMap<number, readonly string[]>,
  testShare: number,
): TestPartPower {
  const tested = texts.slice(texts.length - Math.round(testShare * texts.length));
  return testPartPower(
    tested.map(({ document, publishedAt, group, value }) => ({
      symbol: symbols.get(document)?.[0] ?? '',
      publishedAt,
      copies: group,
      label: value,
    })),
  );
}

/** When texts were published. */
export function timesOf(
  texts: readonly { publishedAt: number | null }[],
): Pick<LabelCounts, 'firstAt' | 'lastAt' | 'undated'> {
  const times = texts.flatMap(({ publishedAt }) => publishedAt ?? []);
  return {
    firstAt: times.reduce<number | null>((a, b) => (a === null ? b : Math.min(a, b)), null),
    lastAt: times.reduce<number | null>((a, b) => (a === null ? b : Math.max(a, b)), null),
    undated: texts.length - times.length,
  };
}
