import type { Command } from 'commander';
import { contextScopes } from '../../context/scopes.ts';
import { type ContextSpec, contextSpecSchema, windowSizes } from '../../context/spec.ts';
import { choiceOption, positiveNumber, wholeNumber } from './arguments.ts';

/** The options that describe a context window. */
export interface WindowOptions {
  n: number;
  scope: string;
  retweets: boolean;
  verified?: boolean;
  nearDuplicates?: boolean;
  maxAge?: number;
}

/** Options of every command that makes context windows. */
export function addWindowOptions(command: Command): Command {
  return command
    .option('-n <count>', 'texts in a window', wholeNumber('-n', windowSizes.least, windowSizes.most), 8)
    .addOption(choiceOption('--scope <scope>', 'where its texts come from', contextScopes).default('company'))
    .option('--no-retweets', 'leave out retweets')
    .option('--verified', 'only verified authors')
    .option('--near-duplicates', 'keep near-duplicates of the text and of one another')
    .option(
      '--max-age <hours>',
      'the greatest age of a text, in hours',
      positiveNumber('--max-age', 'hours'),
    );
}

/** The options as a specification of windows. */
export function windowSpec(options: WindowOptions): ContextSpec {
  return contextSpecSchema.parse({
    n: options.n,
    scope: options.scope,
    noRetweets: !options.retweets,
    verifiedOnly: options.verified ?? false,
    noNearDuplicates: !(options.nearDuplicates ?? false),
    maxAgeMs: options.maxAge === undefined ? null : options.maxAge * 3_600_000,
  });
}
