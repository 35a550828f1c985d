import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { newSchemeSentence } from '../../store/missing.ts';
import { writable } from '../../store/store.ts';
import { correctTopics, type Topic, topicsOf } from '../../study/topics/correct-topics.ts';
import type { TopicFinding } from '../../study/topics/find-topics.ts';
import { wholeNumber } from './arguments.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import { takeBack } from './take-back.ts';

export interface TopicsOptions {
  scheme?: string;
  topics: number;
  seed: number;
  dryRun?: boolean;
  list?: boolean;
  rename?: string;
  join?: string;
  undo?: boolean;
}

const usualScheme = 'found-topics';

/** What `labels topics`, below the command that lists labels, is and takes. */
export function addTopicsOptions(command: Command): Command {
  return command
    .description('find topics in the texts, named by their words, and label the texts with them')
    .option('--scheme <name>', `the scheme of the labels; default: ${usualScheme}`)
    .option('--topics <count>', 'how many topics', wholeNumber('--topics', 2, 100), 12)
    .option('--seed <number>', 'the seed of the clusters', wholeNumber('--seed', 0), 1)
    .option('--dry-run', 'show the topics without storing any labels')
    .option('--list', 'show the topics that were found, as they are now')
    .option('--rename <topic=name>', 'give a topic, by its number or name, another name')
    .option('--join <topic=other>', 'put a topic into another one, which keeps its name')
    .option('--undo', 'take back the last change, or the topics themselves');
}

/** Whether such a call stores nothing. */
export const onlyLooks = ({ dryRun, list }: TopicsOptions): boolean => dryRun === true || list === true;

export async function labelTopics(session: Session, options: TopicsOptions): Promise<void> {
  const { output } = session;
  const { scheme = usualScheme, topics, seed, dryRun = false, list = false, rename, join, undo } = options;
  if (undo === true) {
    await takeBack(session, scheme, 'cluster');
    return;
  }
  if (rename !== undefined || join !== undefined) {
    let changed: Topic[] = [];
    const store = writable(session.store());
    if (rename !== undefined) {
      const [topic, name] = sides(rename, '--rename 3=earnings');
      changed = correctTopics(store, { scheme, topic, name });
    }
    if (join !== undefined) {
      const [topic, into] = sides(join, '--join 7=3');
      changed = correctTopics(store, { scheme, topic, into });
    }
    showTopics(output, scheme, changed);
    return;
  }
  if (list) {
    const known = topicsOf(session.store(), scheme);
    if (known.length === 0) throw new UserError('use', `No topics were found in the scheme "${scheme}" yet.`);
    showTopics(output, scheme, known);
    return;
  }
  const isNew = newSchemeSentence(session.store(), scheme);
  if (isNew !== null) output.note(isNew);
  const found = await session.run('find-topics', { scheme, topics, seed, dryRun });
  showFound(output, found);
  output.result(found);
}

function sides(value: string, example: string): [string, string] {
  const at = value.indexOf('=');
  const [first, second] = [value.slice(0, at).trim(), value.slice(at + 1).trim()];
  if (at > 0 && first !== '' && second !== '') return [first, second];
  throw new UserError(
    'use',
    `"${value}" does not say what becomes of which topic. Write it like ${example}.`,
  );
}

function showTopics(output: Output, scheme: string, topics: readonly Topic[]): void {
  output.table(
    topics.map(({ number, name, texts, byHand, words }) => [number, name, texts, byHand, words.join(', ')]),
    ['', 'topic', 'texts', 'by hand', 'words'],
  );
  output.result({ scheme, topics });
}

function showFound(output: Output, found: TopicFinding): void {
  const { documents, labelled, dryRun, scheme, topics, replaced, byHand, seconds } = found;
  output.say(
    `${inThousands(labelled)} of ${inThousands(documents)} texts ${dryRun ? 'would get' : 'got'} one of ${counted(topics.length, 'topic')} of the scheme "${scheme}" in ${seconds.toFixed(1)} s`,
  );
  if (labelled < documents)
    output.say(
      `${counted(documents - labelled, 'text has', 'texts have')} no words by which topics are told apart`,
    );
  if (replaced > 0)
    output.say(`labels of earlier topics that ${dryRun ? 'would be' : 'were'} replaced: ${replaced}`);
  if (byHand > 0) output.say(`texts that keep their label by hand: ${byHand}`);
  output.say();
  output.table(
    topics.map(({ name, texts, words }, at) => [at + 1, name, texts, words.join(', ')]),
    ['', 'topic', 'texts', 'words'],
  );
  if (dryRun) output.say('\nnothing was stored');
}
