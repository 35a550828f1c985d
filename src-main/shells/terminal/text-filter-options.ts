import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import type { TextFilter } from '../../store/text-filter.ts';
import { instant, tickers } from './arguments.ts';

/** The options that choose texts. */
export interface TextFilterOptions {
  company?: string[];
  from?: number;
  to?: number;
  labelled?: string;
}

export function addCompanyOption(command: Command, what: string): Command {
  return command.option('--company <ticker...>', what, tickers);
}

/** Options of every command that lists texts. */
export function addTextFilterOptions(command: Command): Command {
  return addCompanyOption(command, 'texts that mention one of these tickers')
    .option('--from <time>', 'texts published at this time or later', instant)
    .option('--to <time>', 'texts published before this time', instant);
}

/** @throws UserError if --from is not before --to. */
export function textFilter({ company, from, to, labelled }: TextFilterOptions): TextFilter {
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UserError('use', '--from must be before --to: no text can be published in between.');
  }
  return { symbols: company ?? null, from: from ?? null, to: to ?? null, labelled: labelled ?? null };
}
