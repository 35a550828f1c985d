import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { analystWords, formatRules } from '../../api/label-rules.ts';
import { rulesInWords } from '../../api/rules-in-words.ts';
import { UserError } from '../../errors.ts';
import { checkNewFile, writeNewFile } from '../../export/new-file.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import { newSchemeSentence } from '../../store/missing.ts';
import type { RuleLabelling } from '../../study/label-by-rules.ts';
import { wholeNumber } from './arguments.ts';
import { classColumn } from './class-column.ts';
import { percent, score } from './format.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import { takeBack } from './take-back.ts';

export interface RulesOptions {
  scheme?: string;
  against?: string;
  dryRun?: boolean;
  undo?: boolean;
  savePreset?: string;
  rows: number;
}

/** What `labels rules`, below the command that lists labels, is and takes. */
export function addRulesOptions(command: Command): Command {
  return command
    .description(
      'label texts by the phrases in them, in a scheme of their own, and tell how well that agrees with people',
    )
    .argument('[file]', 'a file of rules; default: those that come with Contexture')
    .option('--scheme <name>', 'the scheme of the labels; one that has no labels of people')
    .option(
      '--against <name>',
      'compare with the labels of people in this scheme; default: the one with the same classes',
    )
    .option('--dry-run', 'count and compare without storing any labels')
    .option('--undo', 'take back the last labels by rules of the scheme')
    .option('--save-preset <file>', 'write the rules that come with Contexture to a new file, to be changed')
    .option('--rows <count>', 'how many phrases to list', wholeNumber('--rows', 0), 15);
}

export async function labelRules(
  session: Session,
  file: string | undefined,
  options: RulesOptions,
): Promise<void> {
  const { output } = session;
  if (options.savePreset !== undefined) {
    await savePreset(output, options.savePreset);
    return;
  }
  const { scheme, against = null, dryRun = false, undo = false } = options;
  if (scheme === undefined) {
    throw new UserError(
      'use',
      'Name the scheme of the labels with --scheme, such as --scheme sentiment-rules. It must not be one with labels of people.',
    );
  }
  if (undo) {
    await takeBack(session, scheme, 'rule');
    return;
  }
  const rules =
    file === undefined
      ? { text: formatRules(analystWords), file: analystWords.name }
      : { text: await textOf(file), file: basename(file) };
  const isNew = newSchemeSentence(session.store(), scheme);
  if (isNew !== null) output.note(isNew);
  const result = await session.ask('label-rules', { rules, scheme, against, dryRun });
  show(session, result, options.rows);
  output.result(result);
}

async function savePreset(output: Output, path: string): Promise<void> {
  checkNewFile(path, { setting: 'save-preset', force: false });
  await writeNewFile(path, [formatRules(analystWords)]);
  output.say(
    `${path} has the rules that come with Contexture: change them, and give the file to "contexture labels rules".`,
  );
  output.result({ savedPreset: path });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError('input', `${file} cannot be read. Check its name and whether you may read it.`, {
      cause: error,
    });
  }
}

function show({ output, store }: Session, result: RuleLabelling, rows: number): void {
  for (const sentence of rulesInWords(result)) output.say(sentence);
  const { classes, agreement, phrases, dryRun } = result;
  output.say();
  const named = classColumn(
    classes.map(({ value }) => value),
    namesOfScheme(store(), result.scheme),
  );
  const perClass = new Map(agreement?.perClass.map((one) => [one.value, one]));
  output.table(
    classes.map(({ value, count }) => {
      const compared = agreement?.compared ? perClass.get(value) : undefined;
      return [
        ...named.cells(value),
        count,
        compared ? score(compared.precision) : '',
        compared ? score(compared.recall) : '',
        compared?.support ?? '',
      ];
    }),
    [...named.heads(result.scheme), 'texts', 'precision', 'recall', 'compared'],
  );
  if (rows > 0 && phrases.length > 0) {
    output.say();
    output.table(
      phrases
        .slice(0, rows)
        .map(({ phrase, texts, compared, right }) => [
          phrase,
          texts,
          compared,
          compared === 0 ? '' : percent(right / compared),
        ]),
      ['phrase', 'texts', 'decided and compared', 'as people did'],
    );
    if (phrases.length > rows)
      output.say(`(${phrases.length - rows} more phrases were found; --rows shows them)`);
  }
  if (dryRun) output.say('\nnothing was stored');
}
