import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { unpacked } from '../../packed-numbers.ts';
import { schemaSentence } from '../../schema-sentence.ts';
import { columnsOf, type Table } from '../../store/table.ts';
import { type TextMap, textMapRequestSchema } from '../../study/texts/text-map-schema.ts';
import type { Session } from './session.ts';
import { putOut, type TableOptions } from './table-output.ts';

interface TextMapOptions extends TableOptions {
  leastDistance: number;
}

/** Options of `map` that are about companies alone. */
const ofCompanies = ['run', 'metric', 'clusters', 'clusterBy', 'topic', 'scheme', 'from', 'to'] as const;

/** Places the texts of the workspace on a plane. */
export async function mapTexts(session: Session, options: TextMapOptions, given: Command): Promise<void> {
  for (const name of ofCompanies) {
    if (given.getOptionValueSource(name) !== 'cli') continue;
    const option = given.options.find((one) => one.attributeName() === name);
    throw new UserError('use', `${option?.long ?? name} is about companies, and --texts places texts.`);
  }
  const { data, error } = textMapRequestSchema.safeParse({ ...options, minDist: options.leastDistance });
  if (!data) throw new UserError('use', schemaSentence(error.issues));
  const found = await session.run('text-map', data);
  const make = (_: unknown, limit: number | null): Table => tableOf(found, limit);
  await putOut(
    session,
    { name: 'map', make, shown: columns.map(({ name }) => name), notes: () => remarks(found) },
    options,
  );
}

const columns = columnsOf({ document: 'integer', time: 'time', ticker: 'text', x: 'number', y: 'number' });

function tableOf({ symbols, ...lists }: TextMap, limit: number | null): Table {
  const ids = unpacked(lists.ids, Int32Array);
  const times = unpacked(lists.publishedAt, Float64Array);
  const symbolOf = unpacked(lists.symbolOf, Int32Array);
  const [x, y] = [unpacked(lists.x, Float32Array), unpacked(lists.y, Float32Array)];
  const rows = Iterator.from(ids.subarray(0, limit ?? ids.length)).map((id, at) => [
    id,
    Number.isNaN(times[at]!) ? null : times[at]!,
    symbols[symbolOf[at]!] ?? null,
    short(x[at]!),
    short(y[at]!),
  ]);
  return { columns, rows, total: ids.length };
}

/** Further digits are of no map. */
const short = (value: number): number => Number(value.toFixed(5));

function remarks({ explained, unplaced }: TextMap): string[] {
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [
    explained === null
      ? 'On a map by UMAP near texts lie near one another; axes and long distances mean nothing.'
      : `The two axes hold ${share(explained[0])} and ${share(explained[1])} of the variance.`,
    ...(unplaced > 0
      ? [`${counted(unplaced, 'text has', 'texts have')} no words that others have, and no place.`]
      : []),
  ];
}
