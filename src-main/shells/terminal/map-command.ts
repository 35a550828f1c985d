import type { Command } from 'commander';
import { type ClusterMethod, clusterMethods } from '../../companies/cluster-methods.ts';
import { type MapRequest, mapRequestSchema, projections } from '../../companies/map-request.ts';
import { metrics } from '../../companies/metric.ts';
import { listRunRows } from '../../runs/runs.ts';
import { ownLabels } from '../../store/own-labels.ts';
import { type Table, columnsOf } from '../../store/table.ts';
import { UserError } from '../../errors.ts';
import { schemaSentence } from '../../schema-sentence.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { mapTexts } from './map-texts.ts';
import { runOption } from './run-argument.ts';
import type { Session } from './session.ts';
import { addTableOptions, putOut, type TableOptions } from './table-output.ts';
import { withSession } from './with-session.ts';

interface MapOptions
  extends TableOptions, Partial<Pick<MapRequest, 'run' | 'neighbours' | 'projection' | 'metric' | 'seed'>> {
  leastDistance: number;
  clusters: number;
  clusterBy: ClusterMethod;
  topic?: string;
  scheme?: string;
  from?: string;
  to?: string;
  texts?: true;
  checkpoint?: string;
}

/** Adds `map`. */
export function addMapCommand(program: Command): void {
  const command = program
    .command('map')
    .description('place the companies of a run on a plane, and group those that are near; or the texts')
    .option('--texts', 'place the texts of the workspace instead, by their words')
    .option('--checkpoint <name>', 'with --texts: by the vectors of this checkpoint')
    .option('--run <id>', 'the run; default: the newest one', runOption('--run'))
    .addOption(
      choiceOption('--projection <name>', 'the directions of most variance, or UMAP', projections).default(
        'pca',
      ),
    )
    .addOption(choiceOption('--metric <metric>', 'how nearness is measured', metrics).default('centred'))
    .option('--neighbours <count>', 'neighbours that UMAP looks at', wholeNumber('--neighbours', 2), 15)
    .option('--least-distance <number>', 'how close UMAP may place companies, from 0 to 1', Number, 0.1)
    .option('--seed <number>', 'the seed of UMAP', wholeNumber('--seed', 0), 1)
    .option('--clusters <count>', 'how many groups', wholeNumber('--clusters', 2), 12)
    .addOption(
      choiceOption('--cluster-by <method>', 'how companies are grouped', clusterMethods).default('ward'),
    )
    .option('--topic <label>', 'texts with this label alone, counted anew')
    .option('--scheme <name>', 'the label scheme of --topic; default: topic')
    .option('--from <day>', 'texts from this day on, such as 2018-07-01, counted anew')
    .option('--to <day>', 'texts up to and with this day, counted anew');
  addTableOptions(command).action((options: MapOptions, given: Command) =>
    withSession(
      (session) => (options.texts ? mapTexts(session, options, given) : map(session, options)),
      given,
    ),
  );
}

/** The newest run with company vectors. */
export function newestCompanies(session: Session): number {
  const newest = listRunRows(session.store()).find(
    ({ answers, state }) => answers === 'companies' && state === 'done',
  );
  if (newest) return newest.id;
  throw new UserError('use', 'There are no company vectors yet.', {
    remedies: [{ action: 'train', recipe: 'company-embedding' }],
  });
}

async function map(session: Session, options: MapOptions): Promise<void> {
  const { output } = session;
  const {
    clusters: count,
    clusterBy,
    leastDistance,
    checkpoint,
    topic = null,
    from = null,
    to = null,
    ...given
  } = options;
  if (checkpoint !== undefined)
    throw new UserError('use', '--checkpoint says what texts are placed by: add --texts.');
  const run = given.run ?? newestCompanies(session);
  const { scheme = 'topic' } = given;
  const request = requestOf({ ...given, run, minDist: leastDistance, topic, scheme, from, to });
  const found = await session.run('company-map', request);
  const { clusters, members } = await session.ask('company-clusters', {
    ...request,
    clusters: count,
    method: clusterBy,
  });
  const of = new Map(members.map(({ symbol, cluster }) => [symbol, cluster]));
  const own = new Map(ownLabels(session.store()).map(({ symbol, value }) => [symbol, value]));
  const rows = found.points
    .map(({ symbol, name, sector, documents, x, y }) => {
      const cluster = of.get(symbol)!;
      return [
        symbol,
        name,
        sector,
        own.get(symbol) ?? null,
        documents,
        cluster + 1,
        clusters[cluster]!.words.join(' '),
        short(x),
        short(y),
      ];
    })
    .sort((a, b) => Number(a[5]) - Number(b[5]));
  const make = (_: unknown, limit: number | null): Table => ({
    columns,
    rows: rows.slice(0, limit ?? undefined),
    total: rows.length,
  });
  if (options.format === undefined && options.out === undefined && !output.json) {
    for (const [at, { words, companies }] of clusters.entries())
      output.say(`${String(at + 1).padStart(3)}  ${String(companies).padStart(4)}  ${words.join(', ')}`);
    output.say();
  }
  const shown = ['ticker', 'name', 'sector', 'texts', 'cluster', 'x', 'y'];
  const notes = () => remarks(found);
  await putOut(session, { name: 'map', make, shown, notes }, options);
}

/** Further digits are of no map. */
const short = (value: number): number => Number(value.toFixed(5));

const columns = columnsOf({
  ticker: 'text',
  name: 'text',
  sector: 'text',
  own_label: 'text',
  texts: 'integer',
  cluster: 'integer',
  cluster_words: 'text',
  x: 'number',
  y: 'number',
});

function remarks({ explained, counted }: { explained: [number, number] | null; counted: boolean }): string[] {
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [
    explained === null
      ? 'On a map by UMAP near companies lie near one another; axes and long distances mean nothing.'
      : `The two axes hold ${share(explained[0])} and ${share(explained[1])} of the variance.`,
    ...(counted ? ['The vectors were counted in these texts alone.'] : []),
  ];
}

/** @throws UserError that names what cannot be */
function requestOf(given: object): MapRequest {
  const { data, error } = mapRequestSchema.safeParse(given);
  if (data) return data;
  throw new UserError('use', schemaSentence(error.issues));
}
