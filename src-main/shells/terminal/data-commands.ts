import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { neighbours } from '../../companies/neighbours.ts';
import { contextScopes, contextSpecSchema } from '../../context/spec.ts';
import { contextWindow } from '../../context/window.ts';
import { runImport } from '../../jobs/import.ts';
import { bareSymbol, listCompanies } from '../../store/companies.ts';
import { UserError } from '../../store/errors.ts';
import { rejectsCsv } from '../../store/rejects.ts';
import { listRunRows } from '../../training/runs.ts';
import { instant, wholeNumber } from './arguments.ts';
import { age, oneLine, percent, time } from './format.ts';
import { openSession, type Session } from './session.ts';

type Run = (body: (session: Session) => Promise<void> | void, command: Command) => Promise<void>;

/** Opens a session for a command and closes it whatever happens. */
export const withSession: Run = async (body, command) => {
  const session = openSession(command);
  try {
    await body(session);
  } finally {
    session.close();
  }
};

export function addDataCommands(program: Command): void {
  program
    .command('import')
    .description('read tweets, labels, company names or sectors into the workspace')
    .argument('<file...>')
    .option('--as <kind>', 'how to read the files; recognised from their content where left out')
    .option('--labels <scheme>', 'the files hold texts with labels of this scheme, such as sentiment')
    .option('--rejects <file>', 'write every record that was not taken to this CSV file')
    .action(
      (files: string[], options: { as?: string; labels?: string; rejects?: string }, command: Command) =>
        withSession((session) => importFiles(session, files, options), command),
    );
  program
    .command('companies')
    .description('list the tickers of the workspace with their counts')
    .action((_options: unknown, command: Command) => withSession(companies, command));
  program
    .command('context')
    .description('show the context window of a document, or of a company at a time')
    .option('--document <id>', 'a document', wholeNumber('--document'))
    .option('--company <ticker>', 'a ticker')
    .option('--at <time>', 'a time, such as 2018-07-18T21:33:26Z', instant)
    .option('-n <count>', 'documents in the window', wholeNumber('-n'), 8)
    .addOption(
      new Option('--scope <scope>', 'where they come from').choices(contextScopes).default('company'),
    )
    .option('--no-retweets', 'leave retweets out')
    .option('--verified', 'verified authors only')
    .option('--near-duplicates', 'keep near-duplicates of the text and of one another')
    .option('--max-age <hours>', 'oldest age in hours', Number)
    .action((options: ContextOptions, command: Command) =>
      withSession((session) => context(session, options), command),
    );
  program
    .command('neighbours')
    .description('list the companies nearest to one in the space of a company-embedding run')
    .argument('<ticker>')
    .option('--run <id>', 'the run; the newest one where left out', wholeNumber('--run'))
    .option('-k <count>', 'how many', wholeNumber('-k'), 10)
    .addOption(new Option('--metric <metric>').choices(['cosine', 'euclidean']).default('cosine'))
    .action((ticker: string, options: NeighbourOptions, command: Command) =>
      withSession((session) => showNeighbours(session, ticker, options), command),
    );
  program
    .command('runs')
    .description('list the training runs of the workspace')
    .action((_options: unknown, command: Command) => withSession(runs, command));
}

async function importFiles(
  session: Session,
  files: string[],
  options: { as?: string; labels?: string; rejects?: string },
): Promise<void> {
  const { output } = session;
  const spec = { files, as: options.as ?? null, labels: options.labels ?? null };
  const results = await session.job((context) => runImport(spec, context));
  output.table(
    results.map((file) => [
      file.file,
      file.kind,
      file.records,
      file.accepted,
      file.duplicate,
      file.rejected,
      `${file.seconds.toFixed(2)} s`,
    ]),
    ['file', 'kind', 'records', 'accepted', 'duplicate', 'rejected', 'time'],
  );
  for (const { labels, records } of results) {
    if (!labels) continue;
    output.say(
      `labels "${labels.scheme}": ${labels.matched} of ${records} texts found in the workspace` +
        ` (${labels.matchedSeveral} of them under several documents), ${labels.documents} documents labelled` +
        (labels.conflicts > 0 ? `, ${labels.conflicts} rows contradict an earlier one` : ''),
    );
  }
  if (options.rejects !== undefined) {
    await pipeline(Readable.from(rejectsCsv(session.store(), null)), createWriteStream(options.rejects));
    output.say(`what was not taken is listed in ${options.rejects}`);
  }
  output.result({ files: results });
}

function companies({ output, store }: Session): void {
  const rows = listCompanies(store());
  output.table(
    rows.map((row) => [
      row.symbol,
      row.name,
      row.documents,
      row.labelled,
      time(row.firstAt),
      time(row.lastAt),
    ]),
    ['ticker', 'name', 'texts', 'labelled', 'first', 'last'],
  );
  if (rows.length === 0) output.say('no companies yet: import some tweets first');
  output.result({ companies: rows });
}

interface ContextOptions {
  document?: number;
  company?: string;
  at?: number;
  n: number;
  scope: string;
  retweets: boolean;
  verified?: boolean;
  nearDuplicates?: boolean;
  maxAge?: number;
}

function context({ output, store }: Session, options: ContextOptions): void {
  if ((options.document === undefined) === (options.company === undefined)) {
    throw new UserError('use', 'name a --document, or a --company with --at');
  }
  const spec = contextSpecSchema.parse({
    n: options.n,
    scope: options.scope,
    noRetweets: !options.retweets,
    verifiedOnly: options.verified ?? false,
    noNearDuplicates: !(options.nearDuplicates ?? false),
    maxAgeMs: options.maxAge === undefined ? null : options.maxAge * 3_600_000,
  });
  const window = contextWindow(store(), {
    document: options.document ?? null,
    symbol: options.company ?? null,
    at: options.at ?? (options.document === undefined ? Date.now() : null),
    spec,
  });
  if (window.input) output.say(`${time(window.at)}  ${oneLine(window.input.text, 100)}\n`);
  output.table(
    window.items.map(({ document, ageMs }) => [
      document.id,
      time(document.publishedAt),
      age(ageMs),
      document.author ?? '',
      oneLine(document.text, 90),
    ]),
    ['document', 'time (UTC)', 'before', 'author', 'text'],
  );
  if (window.items.length === 0) output.say('nothing came before it in this scope');
  output.result({ window });
}

interface NeighbourOptions {
  run?: number;
  k: number;
  metric: 'cosine' | 'euclidean';
}

function showNeighbours({ output, store }: Session, ticker: string, options: NeighbourOptions): void {
  const newest = listRunRows(store()).find(
    ({ recipe, state }) => recipe === 'company-embedding' && state === 'done',
  );
  const run = options.run ?? newest?.id;
  if (run === undefined) {
    throw new UserError('use', 'no company vectors yet; train them with: contexture train company-embedding');
  }
  const found = neighbours(store(), { run, symbol: ticker, k: options.k, metric: options.metric });
  output.table(
    found.map((row) => [row.symbol, row.name, row.documents, row.similarity.toFixed(3)]),
    ['ticker', 'name', 'texts', options.metric],
  );
  output.result({ run, company: bareSymbol(ticker), metric: options.metric, neighbours: found });
}

function runs({ output, store }: Session): void {
  const rows = listRunRows(store());
  output.table(
    rows.map((row) => [
      row.id,
      row.recipe,
      row.state,
      time(row.createdAt),
      row.seconds === null ? '' : `${row.seconds.toFixed(1)} s`,
      outcome(row.result),
    ]),
    ['run', 'recipe', 'state', 'started', 'time', 'test'],
  );
  output.result({ runs: rows });
}

function outcome(result: ReturnType<typeof listRunRows>[number]['result']): string {
  if (!result) return '';
  if (result.recipe === 'company-embedding') return `top 10: ${percent(result.test.top10)}`;
  return `accuracy ${percent(result.test.accuracy)}`;
}
