import { type Command, Option } from 'commander';
import { neighbours } from '../../companies/neighbours.ts';
import { contextScopes, contextSpecSchema } from '../../context/spec.ts';
import { contextWindow } from '../../context/window.ts';
import { bareSymbol, listCompanies } from '../../store/companies.ts';
import { UserError } from '../../errors.ts';
import { pricedTickers } from '../../store/prices.ts';
import { markInterruptedRuns } from '../../store/runs.ts';
import { listRunRows } from '../../training/runs.ts';
import { instant, wholeNumber } from './arguments.ts';
import { addFileCommands } from './file-commands.ts';
import { age, oneLine, percent, time } from './format.ts';
import { addRejectsCommands } from './rejects-command.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

export function addDataCommands(program: Command): void {
  addFileCommands(program);
  addRejectsCommands(program);
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
    .option('--topic <topic>', 'in the context of one topic, of a run with objective=topic')
    .addOption(new Option('--metric <metric>').choices(['cosine', 'euclidean']).default('cosine'))
    .action((ticker: string, options: NeighbourOptions, command: Command) =>
      withSession((session) => showNeighbours(session, ticker, options), command),
    );
  program
    .command('runs')
    .description('list the training runs of the workspace')
    .action((_options: unknown, command: Command) => withSession(runs, command));
}

function companies({ output, store }: Session): void {
  const rows = listCompanies(store());
  const priced = pricedTickers(store());
  const days = new Map(priced.map((row) => [row.symbol, row.days]));
  output.table(
    rows.map((row) => [
      row.symbol,
      row.name,
      row.documents,
      row.labelled,
      time(row.firstAt),
      time(row.lastAt),
      days.get(row.symbol) ?? 0,
    ]),
    ['ticker', 'name', 'texts', 'labelled', 'first', 'last', 'prices'],
  );
  if (rows.length === 0) output.say('no companies with texts yet: import some tweets first');
  const mentioned = new Set(rows.map(({ symbol }) => symbol));
  const others = priced.filter(({ symbol }) => !mentioned.has(symbol));
  if (others.length > 0) {
    const symbols = others.map(({ symbol }) => symbol).join(', ');
    output.say(`\ntickers with prices and no texts: ${others.length} (${oneLine(symbols, 90)})`);
  }
  output.result({ companies: rows, prices: priced });
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
  topic?: string;
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
  const { k, metric, topic = null } = options;
  const found = neighbours(store(), { run, symbol: ticker, k, metric, topic });
  output.table(
    found.map((row) => [row.symbol, row.name, row.documents, row.similarity.toFixed(3)]),
    ['ticker', 'name', 'texts', metric],
  );
  output.result({ run, company: bareSymbol(ticker), metric, topic, neighbours: found });
}

function runs({ output, store }: Session): void {
  markInterruptedRuns(store());
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
  const stopped = rows.filter(({ resumable }) => resumable).map(({ id }) => id);
  if (stopped.length > 0) {
    output.say(`\nstopped, and can go on with contexture train --resume RUN: ${stopped.join(', ')}`);
  }
  output.result({ runs: rows });
}

function outcome(result: ReturnType<typeof listRunRows>[number]['result']): string {
  if (!result) return '';
  if (result.recipe === 'word2vec') return `loss ${result.validLoss.toFixed(4)}`;
  if ('top10' in result.test) return `top 10: ${percent(result.test.top10)}`;
  return `accuracy ${percent(result.test.accuracy)}`;
}
