import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { labelCompanies, ownLabels, undoOwnLabels } from '../../store/own-labels.ts';
import { writable } from '../../store/store.ts';
import { knownTickers } from '../../store/text-filter.ts';
import { ownLabelTable } from '../../study/companies/own-label-table.ts';
import { tickers } from './arguments.ts';
import { oneLine } from './format.ts';
import type { Session } from './session.ts';

export interface OwnLabelOptions {
  as?: string;
  off?: boolean;
  from?: string;
  undo?: boolean;
}

/** What `companies label`, below the command that lists companies, is and takes. */
export function addOwnLabelOptions(command: Command): Command {
  return command
    .description('give companies labels of your own, or show those that they have')
    .argument('[tickers]', 'tickers, such as NFLX,DIS', tickers)
    .option('--as <label>', 'the label of these tickers')
    .option('--off', 'take their labels off')
    .option('--from <file>', 'a table with the columns ticker and label')
    .option('--undo', 'take back what was labelled last');
}

/** Whether such a call stores nothing. */
export const onlyShows = ({ as, off, from, undo }: OwnLabelOptions): boolean =>
  as === undefined && off !== true && from === undefined && undo !== true;

export async function labelOwn(
  session: Session,
  symbols: string[] | undefined,
  options: OwnLabelOptions,
): Promise<void> {
  const { output } = session;
  const { as, off = false, from, undo = false } = options;
  if (undo) {
    const undone = undoOwnLabels(writable(session.store()));
    if (undone === null)
      throw new UserError('use', 'No company has been labelled, so there is nothing to take back.');
    output.say(`The labels of ${counted(undone.companies, 'company', 'companies')} were taken back.`);
    output.result(undone);
    return;
  }
  if (from !== undefined) {
    const given = ownLabelTable(await textOf(from), basename(from));
    const done = labelCompanies(writable(session.store()), given);
    output.say(`${counted(done.labelled, 'company was', 'companies were')} labelled.`);
    if (done.unknown.length > 0) {
      output.note(
        `The workspace does not have ${inThousands(done.unknown.length)} of the tickers: ${oneLine(done.unknown.join(', '), 90)}`,
      );
    }
    output.result(done);
    return;
  }
  if (as === undefined && !off) {
    const known = ownLabels(session.store());
    output.table(
      known.map(({ symbol, value }) => [symbol, value]),
      ['ticker', 'label'],
    );
    if (known.length === 0) output.say('no company has a label of yours yet');
    output.result({ labels: known });
    return;
  }
  if (symbols === undefined || symbols.length === 0) {
    throw new UserError('use', 'Name the tickers that are labelled, such as NFLX,DIS.');
  }
  const known = knownTickers(session.store(), symbols);
  const value = off ? null : (as ?? '').trim();
  if (value === '') throw new UserError('use', 'A label needs a name.');
  const done = labelCompanies(
    writable(session.store()),
    known.map(({ symbol }) => ({ symbol, value })),
  );
  output.say(
    value === null
      ? `${counted(done.labelled, 'company has', 'companies have')} no label now.`
      : `${counted(done.labelled, 'company is', 'companies are')} labelled ${value}.`,
  );
  output.result(done);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError('input', `${file} cannot be read. Check its name and whether you may read it.`, {
      cause,
    });
  }
}
