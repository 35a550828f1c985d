import { clusteredMean, type MeanInterval } from '../statistics/clustered-mean.ts';
import { faithfulnessSentence } from './test-part-sentence.ts';
import { type ExplainedRow, type ExplainedTestPart, textOrders, type TextOrder } from './test-part-result.ts';

/** A text with what is not listed of it. */
export interface MeasuredText {
  row: ExplainedRow;
  /** Kendall's tau-b with the absolute changes of leave-one-out; null: nothing to rank. */
  recencyAgreement: number | null;
  shuffledAgreement: number | null;
  /** Of attention with that of each other run. */
  othersAgreement: (number | null)[];
}

const dayMs = 86_400_000;

/** The cluster of each text: its first ticker and day; one without them is a cluster by itself. */
function clustersOf(rows: readonly ExplainedRow[]): number[] {
  const numbers = new Map<string, number>();
  return rows.map(({ symbols: [symbol], publishedAt, document }) => {
    const name =
      symbol === undefined || publishedAt === null
        ? `document ${document}`
        : `${symbol} ${Math.floor(publishedAt / dayMs)}`;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

type Summary = Omit<
  ExplainedTestPart,
  | 'rows'
  | 'seed'
  | 'kept'
  | 'computedAt'
  | 'seconds'
  | 'tested'
  | 'withWindow'
  | 'explained'
  | 'shorterWindows'
>;

/** The means over texts, with intervals by ticker and day. */
export function summaryOf(
  run: number,
  measured: readonly MeasuredText[],
  others: readonly number[],
): Summary {
  const rows = measured.map(({ row }) => row);
  const clusters = clustersOf(rows);
  const meanOf = (values: readonly (number | null)[]): MeanInterval => {
    const known = values.flatMap((value, at) => (value === null ? [] : [{ value, cluster: clusters[at]! }]));
    return clusteredMean(
      known.map(({ value }) => value),
      known.map(({ cluster }) => cluster),
    );
  };
  const attends = rows.some(({ mostAttended }) => mostAttended !== null);
  const orders = (name: 'comprehensiveness' | 'sufficiency') => {
    const of = (order: TextOrder) => meanOf(rows.map((row) => row[name][order]));
    const [, leaveOneOut, recency, random] = textOrders;
    return {
      attention: attends ? of('attention') : null,
      leaveOneOut: of(leaveOneOut),
      recency: of(recency),
      random: of(random),
    };
  };
  const leadOver = (order: TextOrder) =>
    meanOf(
      rows.map(({ comprehensiveness: { attention, ...each } }) =>
        attention === null || order === 'attention' ? null : attention - each[order],
      ),
    );
  const summary = {
    run,
    comprehensiveness: orders('comprehensiveness'),
    sufficiency: orders('sufficiency'),
    lead: attends
      ? { leaveOneOut: leadOver('leaveOneOut'), recency: leadOver('recency'), random: leadOver('random') }
      : null,
    agreement: {
      attention: attends ? meanOf(rows.map(({ agreement }) => agreement)) : null,
      recency: meanOf(measured.map(({ recencyAgreement }) => recencyAgreement)),
      shuffled: attends ? meanOf(measured.map(({ shuffledAgreement }) => shuffledAgreement)) : null,
      others: others.map((other, at) => ({
        run: other,
        attention: meanOf(measured.map(({ othersAgreement }) => othersAgreement[at] ?? null)),
      })),
    },
    sameFirst: attends
      ? meanOf(
          rows.map(({ mostAttended, mostInfluential, texts }) =>
            texts < 2 ? null : Number(mostAttended?.document === mostInfluential.document),
          ),
        )
      : null,
  };
  return { ...summary, sentence: faithfulnessSentence(summary) };
}
