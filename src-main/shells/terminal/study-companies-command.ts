import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import type { CompanyStudy, CompanyStudyRow } from '../../study/companies/result.ts';
import { tickers, wholeNumber } from './arguments.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

interface StudyCompaniesOptions {
  company?: string[];
  runs: number[];
  vectors?: string;
  trained?: boolean;
  seed: number;
}

/** Adds `study companies` below `study`. */
export function addStudyCompaniesCommand(study: Command): void {
  study
    .command('companies')
    .description(
      'compare company vectors: neighbours of one sector, held-out texts that find their company, stability',
    )
    .option('--runs <ids>', 'also compare the vectors of these runs, such as 3,4', runIds, [])
    .option('--vectors <file>', 'also compare what names alone say, by published word vectors such as GloVe')
    .option(
      '--trained',
      'also train vectors from the counted ones, over seeds and halves of the texts (minutes)',
    )
    .option('--company <ticker...>', 'tickers to study, such as NFLX,AAPL; default: all', tickers)
    .option('--seed <number>', 'the seed of everything random', wholeNumber('--seed', 0), 1)
    .action((options: StudyCompaniesOptions, command: Command) =>
      withSession((session) => studyCompanies(session, options), command),
    );
}

function runIds(value: string): number[] {
  return value.split(',').map(wholeNumber('--runs', 1));
}

async function studyCompanies(
  session: Session,
  { company, runs, vectors, trained = false, seed }: StudyCompaniesOptions,
): Promise<void> {
  const { output } = session;
  session.store();
  const result = await session.run('study-companies', {
    symbols: company ?? null,
    runs,
    vectors: vectors ?? null,
    trained,
    seed,
  });
  show(output, result);
  output.result(result);
}

function show(output: Output, study: CompanyStudy): void {
  const { companies, texts, heldOut, chance, retrievalChance, followingChance, rows, notes } = study;
  output.say(
    `${counted(companies, 'company', 'companies')}, ${counted(texts, 'text')}, ${counted(heldOut, 'held-out text')}; * is what company-embedding gives\n`,
  );
  output.table(rows.map(line), [
    'vectors',
    '@1',
    '@5',
    '@10 (sector)',
    'lead @10',
    'R@1',
    'R@10',
    'MRR',
    'lead R@1',
    'stable',
    'seeds',
    'next returns',
  ]);
  const sector = chance === null ? '' : `sector ${share(chance)}, `;
  const following = followingChance === null ? '' : `, next returns ${share(followingChance)}`;
  output.say(
    `\nby chance: ${sector}R@1 ${share(retrievalChance.r1)}, R@10 ${share(retrievalChance.r10)}${following}`,
  );
  output.say(
    'lead: how far the default is ahead, with the middle 95 % over drawn companies; stable: Jaccard index of the ten nearest between halves of the texts; seeds: the same between seeds',
  );
  for (const note of notes) output.note(note);
}

function line(row: CompanyStudyRow): string[] {
  const { sector, retrieval, lead } = row;
  const known = (value: number | null | undefined) => (value == null ? '' : share(value));
  return [
    `${row.default ? '* ' : ''}${row.name}`,
    known(sector?.at1),
    known(sector?.at5),
    known(sector?.at10) + interval(row.intervals.at10),
    ahead(lead?.at10),
    known(retrieval?.r1) + interval(row.intervals.r1),
    known(retrieval?.r10),
    known(retrieval?.mrr),
    ahead(lead?.r1),
    known(row.stability),
    known(row.seedStability),
    known(row.following),
  ];
}

const share = (value: number): string => value.toFixed(3).replace(/^(-?)0/u, '$1');

function interval(given: { low: number; high: number } | null): string {
  return given === null ? '' : ` [${share(given.low)}, ${share(given.high)}]`;
}

function ahead(given: { difference: number; low: number; high: number } | null | undefined): string {
  if (given == null) return '';
  return `${given.difference < 0 ? '' : '+'}${share(given.difference)}${interval(given)}`;
}
