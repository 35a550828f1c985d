/** Reading changes nothing: every procedure that reads answers from a workspace in which nothing can be stored. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { drawnPrices, importSample, trainedRun } from '../export/trained-run.testing.ts';
import { JobHost } from '../jobs/host.ts';
import type { JobInput, JobKind, JobOutput } from '../jobs/all.ts';
import { runJob } from '../jobs/run.ts';
import { endLease } from '../store/lease.ts';
import { openReadOnly } from '../store/open-read-only.ts';
import { openStore } from '../store/open.ts';
import { createRun, updateRun } from '../store/runs.ts';
import type { ReadableStore } from '../store/store.ts';
import { studyRequestSchema } from '../study/context/request.ts';
import { analystWords, formatRules } from './label-rules.ts';
import { contract } from './contract.ts';
import { router } from './router.ts';

/** Answers questions in this process, from the same store. */
class LocalJobs extends JobHost {
  readonly #read: ReadableStore;

  constructor(store: ReadableStore) {
    super({
      store,
      spawn: () => {
        throw new Error('reading starts no process');
      },
    });
    this.#read = store;
  }

  override ask<K extends JobKind>(kind: K, input: JobInput<K>): Promise<JobOutput<K>> {
    return runJob(kind, input, {
      store: this.#read,
      emit: () => {},
      signal: new AbortController().signal,
    });
  }
}

/** Procedures that start, follow or stop a job: what is stored is stored by the job. */
const ofJobs = [
  'library.import',
  'library.forget',
  // Counts by trying it, which needs the right to write.
  'library.forgettable',
  'library.unforget',
  'library.emptyBin',
  'library.correct',
  // Of the library of checkpoints, which is no part of a workspace.
  'checkpoints.add',
  'checkpoints.check',
  'checkpoints.measure',
  'checkpoints.removal',
  'checkpoints.remove',
  'train.start',
  'train.learningCurve',
  'train.sweep',
  'train.resume',
  'runs.export',
  'runs.annotate',
  'runs.explainTest',
  'runs.label',
  'studies.start',
  'companies.drift',
  'texts.map',
  // These store what a person says.
  'labelling.judge',
  'saved.saveSearch',
  'saved.saveGroup',
  'saved.remove',
  'labelling.undo',
  'labelling.findTopics',
  'labelling.correctTopic',
  'labelling.takeBack',
  'labelling.nameClasses',
  // Opens another one in its place.
  'workspaces.open',
  'workspaces.forget',
  'companies.label',
  'companies.labelTable',
  'companies.undoLabels',
  'jobs.list',
  'jobs.cancel',
  'jobs.pause',
  'jobs.watch',
];

/** The names of a contract's procedures, `library.overview` and so on. */
function procedures(part: object, before = ''): string[] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    isContractProcedure(value) ? [before + name] : procedures(value, `${before}${name}.`),
  );
}

/** Everything in a folder, with what changes when it is written. */
function contentOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .toSorted();
}

test('every procedure that reads does so on a read-only workspace, and leaves it as it is', async () => {
  const dir = temporaryFolder();
  const made = openStore(dir);
  await importSample(made);
  await importContent(made, 'prices.csv', drawnPrices(90));
  const text = await trainedRun(made, { recipe: 'contextual-sentiment' });
  updateRun(made, text, { curve: text });
  const trial = await trainedRun(made, { recipe: 'document-attention', tested: false });
  updateRun(made, trial, { curve: trial });
  const other = await trainedRun(made, { recipe: 'document-attention' });
  const words = await trainedRun(made, { recipe: 'word2vec', width: 8 });
  const prices = await trainedRun(made, { recipe: 'price-transformer' });
  const companies = await trainedRun(made, { recipe: 'company-embedding' });
  // A run whose process is gone: where it can be stored that the run has failed, somebody has to store it.
  const dead = createRun(made, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  endLease(dir, `run-${dead}`);
  const symbol = made.db.prepare<[number], string>(
    'SELECT symbol FROM embedding JOIN company ON id = company_id WHERE run_id = ? LIMIT 2',
  );
  const [embedded = '', secondEmbedded = ''] = symbol.pluck().all(companies);
  const study = join(dir, 'studies', 'abc');
  mkdirSync(study, { recursive: true });
  const asked = studyRequestSchema.parse({
    encoders: [{ name: 'words', config: trainConfigSchema.parse({ recipe: 'contextual-sentiment' }) }],
    arms: ['cross'],
    sparse: true,
  });
  const record = { study: 'abc', version: '1', fingerprint: '0', ...asked };
  writeFileSync(join(study, 'study.json'), JSON.stringify(record));
  writeFileSync(join(study, 'report.html'), 'a report');
  made.close();

  const before = contentOf(dir);
  const store: ReadableStore = { dir, readOnly: true, ...openReadOnly(dir) };
  const client = createRouterClient(router, {
    context: { store, jobs: new LocalJobs(store), resources: '' },
  });
  const read: Record<string, (client: RouterClient<typeof router>) => Promise<unknown>> = {
    'library.overview': ({ library }) => library.overview(),
    'library.sample': ({ library }) => library.sample(),
    'library.files': ({ library }) => library.files({ names: [temporaryFolder()] }),
    'library.inspect': ({ library }) =>
      library.inspect({ file: temporaryFile('texts.csv', 'date,ticker,text\n2018-07-10,GS,wide spreads\n') }),
    'library.bin': ({ library }) => library.bin(),
    'library.damage': ({ library }) => library.damage(),
    'library.corrections': ({ library }) => library.corrections({}),
    'library.rejects': ({ library }) => library.rejects({}),
    'tickers.list': ({ tickers }) => tickers.list(),
    'tickers.get': ({ tickers }) => tickers.get({ symbol: embedded }),
    'tickers.histogram': ({ tickers }) => tickers.histogram({ symbol: null }),
    'tickers.whyNothing': ({ tickers }) => tickers.whyNothing({ query: 'label:gloomy' }),
    'tickers.prices': ({ tickers }) => tickers.prices({ symbol: 'AAA' }),
    'tickers.timeline': ({ tickers }) => tickers.timeline({ symbol: null, query: 'results' }),
    'saved.list': ({ saved }) => saved.list(),
    'context.window': ({ context }) => context.window({ document: 100 }),
    'checkpoints.list': ({ checkpoints }) => checkpoints.list(),
    'train.devices': ({ train }) => train.devices(),
    'train.defaults': ({ train }) => train.defaults(),
    'train.schemes': ({ train }) => train.schemes(),
    'train.data': ({ train }) => train.data({ config: { recipe: 'contextual-sentiment' } }),
    'train.tickers': ({ train }) => train.tickers({ config: { recipe: 'contextual-sentiment' } }),
    'train.recipes': ({ train }) => train.recipes(),
    'context.settings': ({ context }) => context.settings(),
    'runs.list': ({ runs }) => runs.list(),
    'runs.unreadable': ({ runs }) => runs.unreadable(),
    'runs.get': ({ runs }) => runs.get({ run: dead }),
    'runs.metrics': ({ runs }) => runs.metrics({ run: text }),
    'runs.curve': ({ runs }) => runs.curve({ curve: text }),
    'runs.sweep': ({ runs }) => runs.sweep({ sweep: trial }),
    'runs.byTicker': ({ runs }) => runs.byTicker({ run: text }),
    'runs.tested': ({ runs }) => runs.tested({ run: text }),
    'runs.explain': ({ runs }) => runs.explain({ run: text, document: 100 }),
    'runs.influence': ({ runs }) => runs.influence({ run: text, document: 100 }),
    'runs.gradients': ({ runs }) => runs.gradients({ run: text, document: 100 }),
    'runs.windowCurves': ({ runs }) => runs.windowCurves({ run: text, document: 100 }),
    'runs.read': ({ runs }) => runs.read({ run: text, text: 'profits rise' }),
    'runs.words': ({ runs }) => runs.words({ run: words, text: 'filing' }),
    'runs.move': ({ runs }) => runs.move({ run: prices, symbol: 'AAA' }),
    'runs.formats': ({ runs }) => runs.formats({ run: text }),
    'runs.unlabelled': ({ runs }) => runs.unlabelled({ run: text }),
    'runs.compare': ({ runs }) => runs.compare({ runs: [text, other] }),
    'runs.differences': ({ runs }) => runs.differences({ first: text, second: other }),
    'labelling.scheme': ({ labelling }) => labelling.scheme({ scheme: 'sentiment' }),
    'labelling.queue': ({ labelling }) =>
      labelling.queue({ scheme: 'sentiment', annotator: 'Ann', order: 'uncertain', run: text }),
    'labelling.bulk': ({ labelling }) =>
      labelling.bulk({ scheme: 'sentiment', annotator: 'Ann', value: 'positive', dryRun: true }),
    'labelling.rules': ({ labelling }) =>
      labelling.rules({
        rules: { text: formatRules(analystWords), file: 'rules' },
        scheme: 'rules',
        dryRun: true,
      }),
    'labelling.prices': ({ labelling }) =>
      labelling.prices({ scheme: 'prices', settings: { over: 'none' }, dryRun: true }),
    'labelling.topics': ({ labelling }) => labelling.topics({ scheme: 'found-topics' }),
    'labelling.classNames': ({ labelling }) => labelling.classNames(),
    'labelling.namedValues': ({ labelling }) => labelling.namedValues({ scheme: 'sentiment' }),
    'labelling.summary': ({ labelling }) => labelling.summary({ scheme: 'sentiment' }),
    'studies.choices': ({ studies }) => studies.choices(),
    'studies.expectation': ({ studies }) => studies.expectation(asked),
    'studies.list': ({ studies }) => studies.list(),
    'studies.get': ({ studies }) => studies.get({ study: 'abc' }),
    'studies.file': ({ studies }) => studies.file({ study: 'abc', file: 'report.html' }),
    'workspaces.list': ({ workspaces }) => workspaces.list(),
    'companies.map': ({ companies: of }) => of.map({ run: companies, projection: 'umap', neighbours: 2 }),
    'companies.clusters': ({ companies: of }) => of.clusters({ run: companies, clusters: 2 }),
    'companies.similarity': ({ companies: of }) => of.similarity({ run: companies, clusters: 2 }),
    'companies.stability': ({ companies: of }) => of.stability({ run: companies, symbol: embedded }),
    'companies.whyNear': ({ companies: of }) =>
      of.whyNear({ run: companies, symbol: embedded, other: secondEmbedded }),
    'companies.news': ({ companies: of }) => of.news({ run: companies, symbol: embedded }),
    'companies.labels': ({ companies: of }) => of.labels({ scheme: 'sentiment' }),
    'companies.ownLabels': ({ companies: of }) => of.ownLabels(),
    'texts.labels': ({ texts }) => texts.labels({ scheme: 'sentiment' }),
    'texts.found': ({ texts }) => texts.found({ query: 'results' }),
    'texts.rows': ({ texts }) => texts.rows({ documents: [100] }),
    'companies.schemes': ({ companies: of }) => of.schemes(),
    'companies.topics': ({ companies: of }) => of.topics({ run: companies }),
    'companies.neighbours': ({ companies: of }) => of.neighbours({ run: companies, symbol: embedded }),
  };
  try {
    expect([...Object.keys(read), ...ofJobs].sort()).toEqual(procedures(contract).sort());
    const problems: string[] = [];
    for (const [name, call] of Object.entries(read)) {
      await call(client).catch((error: unknown) => problems.push(`${name}: ${String(error)}`));
    }
    expect(problems).toEqual([]);
    expect(await client.runs.get({ run: dead })).toMatchObject({ state: 'failed' });
    expect(contentOf(dir)).toEqual(before);
  } finally {
    store.close();
  }
}, 120_000);
