import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { searchDocuments } from '../../store/search.ts';
import { whyNothing } from '../../store/search-problem.ts';
import { wholeNumber } from './arguments.ts';
import { printable, time } from './format.ts';
import type { Session } from './session.ts';
import { type TextFilterOptions, addTextFilterOptions, textFilter } from './text-filter-options.ts';
import { withSession } from './with-session.ts';

interface SearchOptions extends TextFilterOptions {
  limit: number;
}

export function addSearchCommand(program: Command): void {
  addTextFilterOptions(
    program
      .command('search')
      .description(
        'find texts that contain all the words; the last may be the start of a word, \'"two words"\' in double quotes is a phrase; OR, minus, author:, date:, from:, to: and label: as in the window',
      )
      .argument('<word...>'),
  )
    .option('--limit <texts>', 'how many texts to list, most recent first', wholeNumber('--limit', 1), 20)
    .action((words: string[], options: SearchOptions, command: Command) =>
      withSession((session) => search(session, words.join(' '), options), command),
    );
}

function search({ output, store }: Session, query: string, options: SearchOptions): void {
  const { total, rows } = searchDocuments(store(), {
    query,
    filter: textFilter(options),
    limit: options.limit,
  });
  if (total === 0) {
    output.say(whyNothing(store(), query) ?? `no text contains ${query}`);
  } else {
    output.table(
      rows.map(({ id, publishedAt, symbols, author, snippet }) => [
        id,
        time(publishedAt),
        symbols.join('|'),
        author ?? '',
        printable(snippet),
      ]),
      ['document', 'time (UTC)', 'tickers', 'author', 'text'],
    );
    output.say(
      `\n${rows.length < total ? `the ${inThousands(rows.length)} most recent of ` : ''}${counted(total, 'text')}`,
    );
  }
  output.result({ query, total, documents: rows });
}
