/** What `predict` can ask of a run: an option that would have no effect is refused, not ignored. */
import { UserError } from '../../errors.ts';
import { windowSize } from '../../configs/contextual.ts';
import type { Answers } from '../../configs/recipe-schemas.ts';
import type { RunRow } from '../../training/types.ts';
import type { ReadingOptions } from './reading-options.ts';

export interface PredictOptions extends ReadingOptions {
  text?: string;
  company?: string;
  at?: number;
  document?: number;
  file?: string;
  as?: string;
  out?: string;
}

type OptionName = keyof PredictOptions;

/** What is predicted: a text, a document or a file of a classifier, the next day of a ticker, the neighbours of words. */
export type Asked = 'text' | 'document' | 'file' | 'day' | 'words';

const takes: Readonly<Record<Asked, readonly OptionName[]>> = {
  text: ['text', 'company', 'at'],
  document: ['document'],
  file: ['file', 'as', 'out', 'encoding', 'delimiter', 'quotes', 'headingLine', 'columns'],
  day: ['company', 'at'],
  words: ['text'],
};

/**
 * What the options ask of a run.
 *
 * @throws UserError if they ask nothing, two things, or anything that would have no effect.
 */
export function whatIsAsked(run: RunRow, options: PredictOptions): Asked {
  return asked[run.answers](run, options, namesOf(options));
}

type Question = (run: RunRow, options: PredictOptions, given: readonly OptionName[]) => Asked;

const none: Question = ({ id, recipe, answers }) => {
  const other = answers === 'companies' ? `; try: contexture neighbours TICKER --run ${id}` : '.';
  throw new UserError('use', `Run ${id} used the recipe ${recipe}, which makes no predictions${other}`);
};

const asked: Readonly<Record<Answers, Question>> = {
  texts: ofClassifier,
  moves: ({ id }, options, given) => {
    refuse(given, 'day', `run ${id} reads prices, so it takes only --company, and --at for an earlier time`);
    if (options.company === undefined) {
      throw new UserError('use', `Run ${id} reads prices: give a ticker, such as --company SPY.`);
    }
    return 'day';
  },
  words: ({ id, recipe }, options, given) => {
    refuse(given, 'words', `run ${id} is a ${recipe} run, which takes only --text`);
    if (options.text === undefined) {
      throw new UserError('use', `Run ${id} finds the nearest words of words: give some with --text.`);
    }
    return 'words';
  },
  companies: none,
  nothing: none,
};

function ofClassifier({ id, config }: RunRow, options: PredictOptions, given: readonly OptionName[]): Asked {
  const sources = (['text', 'document', 'file'] as const).filter((name) => options[name] !== undefined);
  const [source] = sources;
  if (source === undefined || sources.length > 1) {
    throw new UserError(
      'use',
      'Give a --text (with --company, to read it in context), a --document or a --file' +
        (source === undefined ? '.' : `, not ${sources.map(flagOf).join(' and ')} together.`),
    );
  }
  const why = {
    text: 'that applies only to a --file',
    document: 'a document has its own company and time, and no file is read',
    file: 'the context of each text comes from the workspace',
  };
  refuse(given, source, why[source]);
  if (source !== 'text') return source;
  const about = given.filter((name) => name === 'company' || name === 'at');
  if (about.length > 0 && windowSize(config) === 0) {
    throw new UserError(
      'use',
      `${flags(about)} would have no effect: run ${id} reads no context. Leave ${it(about)} out.`,
    );
  }
  if (options.at !== undefined && options.company === undefined) {
    throw new UserError(
      'use',
      '--at needs --company: the context is what was published about that company before that time.',
    );
  }
  return source;
}

function refuse(given: readonly OptionName[], asked: Asked, why: string): void {
  const others = given.filter((name) => !takes[asked].includes(name));
  if (others.length === 0) return;
  throw new UserError('use', `${flags(others)} cannot be used here: ${why}. Leave ${it(others)} out.`);
}

function namesOf(options: PredictOptions): OptionName[] {
  return optionNames.filter((name) => options[name] !== undefined);
}

const optionNames = Object.keys({
  text: true,
  document: true,
  file: true,
  company: true,
  at: true,
  as: true,
  out: true,
  encoding: true,
  delimiter: true,
  quotes: true,
  headingLine: true,
  columns: true,
  dates: true,
  zone: true,
  decimal: true,
  ticker: true,
  bins: true,
} satisfies Record<OptionName, true>) as OptionName[];

function flagOf(name: OptionName): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function flags(names: readonly OptionName[]): string {
  const all = names.map(flagOf);
  const last = all.pop()!;
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

function it(names: readonly OptionName[]): string {
  return names.length === 1 ? 'it' : 'them';
}
