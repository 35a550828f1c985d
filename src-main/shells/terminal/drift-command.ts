import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import type { CompanyDrift } from '../../study/companies/drift-schemas.ts';
import { wholeNumber } from './arguments.ts';
import { newestCompanies } from './map-command.ts';
import type { Output } from './output.ts';
import { runOption } from './run-argument.ts';
import { withSession } from './with-session.ts';

interface DriftOptions {
  run?: number;
  periods: number;
  shuffles: number;
  seed: number;
}

/** Companies that are shown; JSON has all. */
const shown = 20;

/** Adds `drift`. */
export function addDriftCommand(program: Command): void {
  program
    .command('drift')
    .description('measure how far companies move between periods, beside texts drawn into other periods')
    .option('--run <id>', 'the run whose settings count; default: the newest one', runOption('--run'))
    .option('--periods <count>', 'periods of one length', wholeNumber('--periods', 2), 2)
    .option('--shuffles <count>', 'times that texts are drawn', wholeNumber('--shuffles', 19), 99)
    .option('--seed <number>', 'the seed of the draws', wholeNumber('--seed', 0), 1)
    .action(({ run, ...options }: DriftOptions, command: Command) =>
      withSession(async (session) => {
        const found = await session.run('company-drift', {
          run: run ?? newestCompanies(session),
          ...options,
        });
        show(session.output, found);
        session.output.result(found);
      }, command),
    );
}

function show(output: Output, { periods, companies, overall, beyond, request }: CompanyDrift): void {
  output.table(
    periods.map(({ from, to, texts }, at) => [at + 1, from, to, texts]),
    ['period', 'from', 'to', 'texts'],
  );
  output.say();
  output.table(
    companies.slice(0, shown).map((row) => [row.symbol, row.name, row.texts.join(', '), ...values(row)]),
    ['ticker', 'name', 'texts', 'drift', 'by chance', 'p'],
  );
  const [drift, band, p] = values(overall);
  output.say(
    `\nmean of ${counted(companies.length, 'company', 'companies')}: ${drift}, by chance ${band}, p ${p}; ${beyond} are beyond their band, where chance alone gives about ${(companies.length / 40).toFixed(1)}`,
  );
  output.say(
    `drift: 1 less the cosine between neighbouring periods; by chance: the middle 95 % of ${counted(request.shuffles, 'draw')} of each company's texts into other periods`,
  );
}

function values({ drift, low, high, p }: CompanyDrift['overall']): string[] {
  return [drift.toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`, p.toFixed(3)];
}
