import type { Command } from 'commander';
import { type Metric, metrics } from '../../companies/metric.ts';
import { neighbours } from '../../companies/neighbours.ts';
import { contextWindow } from '../../context/window.ts';
import { counted } from '../../counted.ts';
import { companyTable, listedCompanies } from '../../export/tables/companies.ts';
import { runTable } from '../../export/tables/runs.ts';
import { inThousands } from '../../in-thousands.ts';
import { bareSymbol } from '../../ticker.ts';
import { UserError } from '../../errors.ts';
import { reading, writing } from '../../store/open.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { Measure } from '../../results/result-kind.ts';
import { listRunRows, unreadableRuns } from '../../runs/runs.ts';
import { isTrial } from '../../study/sweep-of.ts';
import type { RunRow } from '../../training/types.ts';
import { choiceOption, instant, wholeNumber } from './arguments.ts';
import { age, oneLine, percent, score, time } from './format.ts';
import { addOwnLabelOptions, labelOwn, onlyShows, type OwnLabelOptions } from './own-labels-command.ts';
import { runOption } from './run-argument.ts';
import type { Session } from './session.ts';
import { type TableOptions, addTableOptions, wantsData, writeData } from './table-output.ts';
import { type TextFilterOptions, addCompanyOption } from './text-filter-options.ts';
import { type WindowOptions, addWindowOptions, windowSpec } from './window-options.ts';
import { newestCompanies } from './map-command.ts';
import { whyNearRequestSchema } from '../../study/companies/why-near-schema.ts';
import { showWhyNear } from './why-near.ts';
import { withSession } from './with-session.ts';

export function addDataCommands(program: Command): void {
  const listed = addTableOptions(
    addCompanyOption(
      program.command('companies').description('list the tickers of the workspace with their counts'),
      'only these tickers',
    ),
  ).action((options: CompanyOptions, command: Command) =>
    withSession((session) => companies(session, options), command),
  );
  addOwnLabelOptions(listed.command('label')).action(
    (symbols: string[] | undefined, options: OwnLabelOptions, command: Command) =>
      withSession(
        (session) => labelOwn(session, symbols, options),
        command,
        onlyShows(options) ? reading : writing,
      ),
  );
  addWindowOptions(
    program
      .command('context')
      .description('show the context window of a document, or of a company at a time'),
  )
    .option('--document <id>', 'a document', wholeNumber('--document', 1))
    .option('--company <ticker>', 'a ticker')
    .option('--at <time>', 'a time, such as 2018-07-18T21:33:26Z', instant)
    .action((options: ContextOptions, command: Command) =>
      withSession((session) => context(session, options), command),
    );
  program
    .command('neighbours')
    .description('list the companies nearest to one in the space of a company-embedding run')
    .argument('<ticker>')
    .option('--run <id>', 'the run; default: the newest one', runOption('--run'))
    .option('-k <count>', 'how many to list', wholeNumber('-k', 1), 10)
    .option('--why <ticker>', 'say what brings this company near: words, co-mentions and texts of both')
    .option('--topic <topic>', 'in the context of one topic (runs with objective=topic)')
    .addOption(
      choiceOption(
        '--metric <metric>',
        'how nearness is measured: the cosine after the mean vector is subtracted (centred), the plain cosine, or the distance',
        metrics,
      ).default('centred'),
    )
    .action((ticker: string, options: NeighbourOptions, command: Command) => {
      checkWhy(command, options);
      return withSession((session) => showNeighbours(session, ticker, options), command);
    });
  addTableOptions(program.command('runs').description('list the training runs of the workspace'))
    .option('--archived', 'archived runs too')
    .option('--trials', 'trials of sweeps too')
    .option('--tag <tag>', 'only runs with this tag')
    .action((options: RunsOptions, command: Command) =>
      withSession((session) => runs(session, options), command),
    );
}

interface RunsOptions extends TableOptions {
  archived?: boolean;
  trials?: boolean;
  tag?: string;
}

type CompanyOptions = TableOptions & Pick<TextFilterOptions, 'company'>;

async function companies(session: Session, options: CompanyOptions): Promise<void> {
  const { output, store } = session;
  const { company = null, limit } = options;
  if (wantsData(options)) {
    const make = (store: ReadableStore, most: number | null) => companyTable(store, company, most);
    await writeData(session, { name: 'companies', make }, options);
    return;
  }
  const { companies: found, priced } = listedCompanies(store(), company);
  const rows = found.slice(0, limit);
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
  if (rows.length < found.length)
    output.say(`\n${inThousands(rows.length)} of ${inThousands(found.length)} companies`);
  const mentioned = new Set(found.map(({ symbol }) => symbol));
  const others = priced.filter(({ symbol }) => !mentioned.has(symbol));
  if (others.length > 0) {
    const names = others.map(({ symbol }) => symbol).join(', ');
    output.say(`\ntickers with prices but no texts: ${others.length} (${oneLine(names, 90)})`);
  }
  output.result({ companies: rows, prices: priced });
}

interface ContextOptions extends WindowOptions {
  document?: number;
  company?: string;
  at?: number;
}

function context({ output, store }: Session, options: ContextOptions): void {
  if ((options.document === undefined) === (options.company === undefined)) {
    throw new UserError('use', 'Give a --document, or a --company with --at.');
  }
  const window = contextWindow(store(), {
    document: options.document ?? null,
    symbol: options.company ?? null,
    at: options.at ?? (options.document === undefined ? Date.now() : null),
    spec: windowSpec(options),
  });
  if (window.input) output.say(`${time(window.at)}  ${oneLine(window.input.text, 100)}\n`);
  output.table(
    window.items.map(({ document, ageMs }) => [
      document.id,
      time(document.publishedAt),
      age(ageMs),
      document.author ?? '',
      document.text,
    ]),
    ['document', 'time (UTC)', 'age', 'author', 'text'],
  );
  if (window.items.length === 0) output.say('there are no earlier texts in this scope');
  output.result({ window });
}

interface NeighbourOptions {
  run?: number;
  k: number;
  topic?: string;
  why?: string;
  metric: Metric;
}

/** @throws UserError where something is asked for that says nothing of two companies */
function checkWhy(command: Command, { why }: NeighbourOptions): void {
  if (why === undefined || command.getOptionValueSource('k') !== 'cli') return;
  throw new UserError(
    'use',
    '-k cannot be combined with --why, which looks at two companies whatever their rank. Leave one of them out.',
  );
}

async function showNeighbours(session: Session, ticker: string, options: NeighbourOptions): Promise<void> {
  const { output, store } = session;
  const run = options.run ?? newestCompanies(session);
  const { k, metric, topic = null, why } = options;
  if (why !== undefined) {
    const request = whyNearRequestSchema.parse({ run, symbol: ticker, other: why, metric, topic });
    const found = await session.ask('why-near', request);
    showWhyNear(output, found);
    output.result(found);
    return;
  }
  const found = neighbours(store(), { run, symbol: ticker, k, metric, topic });
  output.table(
    found.map((row) => [row.symbol, row.name, row.documents, row.similarity.toFixed(3)]),
    ['ticker', 'name', 'texts', metric === 'euclidean' ? 'distance' : 'cosine'],
  );
  output.result({ run, company: bareSymbol(ticker), metric, topic, neighbours: found });
}

async function runs(session: Session, options: RunsOptions): Promise<void> {
  const { output, store } = session;
  const unreadable = unreadableRuns(store());
  for (const { problem } of unreadable) output.note(problem);
  if (wantsData(options)) {
    await writeData(session, { name: 'runs', make: runTable }, options);
    return;
  }
  const { archived = false, trials = false, tag } = options;
  const known = listRunRows(store()).filter(({ notes }) => tag === undefined || notes.tags.includes(tag));
  const listed = known.filter((run) => trials || !isTrial(run));
  const all = listed
    .filter(({ notes }) => archived || notes.archivedAt === null)
    .toSorted((a, b) => Number(b.notes.pinned) - Number(a.notes.pinned));
  const rows = all.slice(0, options.limit);
  if (known.length === 0) output.say(tag === undefined ? 'no runs yet' : `no run has the tag ${tag}`);
  output.table(
    rows.map((row) => [
      row.id,
      row.recipe,
      row.state,
      time(row.createdAt),
      row.seconds === null ? '' : `${row.seconds.toFixed(1)} s`,
      outcome(row),
      row.looks ?? '',
      row.notes.name ?? '',
      [
        ...(row.notes.pinned ? ['pinned'] : []),
        ...(row.notes.archivedAt === null ? [] : ['archived']),
        ...row.notes.tags,
      ].join(', '),
    ]),
    ['run', 'recipe', 'state', 'started', 'time', 'test', 'looks', 'name', 'tags'],
  );
  if (rows.length < all.length)
    output.say(`\n${inThousands(rows.length)} of ${inThousands(all.length)} runs`);
  if (all.length < listed.length) {
    const hidden = listed.length - all.length;
    output.say(
      `\n${counted(hidden, 'archived run is', 'archived runs are')} left out; --archived lists ${hidden === 1 ? 'it' : 'them'} too`,
    );
  }
  if (listed.length < known.length) {
    const left = known.length - listed.length;
    output.say(
      `\n${counted(left, 'trial of a sweep is', 'trials of sweeps are')} left out; --trials lists ${left === 1 ? 'it' : 'them'} too`,
    );
  }
  const stopped = rows.filter(({ resumable }) => resumable).map(({ id }) => id);
  if (stopped.length > 0) {
    output.say(`\nstopped runs that contexture train --resume RUN can resume: ${stopped.join(', ')}`);
  }
  output.result({ runs: rows, unreadable });
}

/** The headline of a run, `accuracy 93.5 %, F1 0.921`, and what its ensemble scored: `(ensemble 94.9 %)`. */
function outcome({ measures }: RunRow): string {
  const shown = ({ short, kind, value }: Measure) => {
    if (kind === 'loss') return `${short} ${value.toFixed(4)}`;
    return `${short} ${short.endsWith('F1') ? score(value) : percent(value)}`;
  };
  const own = measures.filter(({ headline }) => headline).map(shown);
  const ensemble = measures.find(({ of }) => of === 'ensemble');
  return `${own.join(', ')}${ensemble ? ` (${shown(ensemble)})` : ''}`;
}
