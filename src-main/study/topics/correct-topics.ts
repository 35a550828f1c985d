/** Topics that were found, as a person leaves them: under other names, and joined. */
import { UserError } from '../../errors.ts';
import { judgementsNamed, renameTopics, topicCounts } from '../../store/found-topics.ts';
import { labelSchemes } from '../../store/labels.ts';
import { noSuchScheme } from '../../store/missing.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { clustersOfTopics, type StoredTopics, storedTopics, type TopicSource } from './topic-source.ts';

export interface Topic {
  /** By which it can be named instead; from 1. */
  number: number;
  name: string;
  /** Of the clusters that it was found as, the most telling first. */
  words: string[];
  /** Whose label it is now, and those of them that a person put there. */
  texts: number;
  byHand: number;
}

/** What is done with a topic: another name, or into another topic. */
export type TopicChange = { topic: string; name: string } | { topic: string; into: string };

/** The topics of a scheme, the largest first as they were found; none if none were found in it. */
export function topicsOf(store: ReadableStore, scheme: string): Topic[] {
  const [last] = storedTopics(store, scheme);
  return last ? listed(store, last) : [];
}

function listed(store: ReadableStore, { source, names, words }: StoredTopics): Topic[] {
  const counts = topicCounts(store, source.scheme);
  return [...new Set(names)].map((name, at) => ({
    number: at + 1,
    name,
    words: inTurn(words.filter((_, cluster) => names[cluster] === name)),
    texts: counts.get(name)?.texts ?? 0,
    byHand: counts.get(name)?.byHand ?? 0,
  }));
}

/**
 * Gives a topic another name, or joins it with another one, which keeps its name. Labels by hand of the topic follow.
 *
 * @returns the topics as they are then
 * @throws UserError if there is no such topic, or another one has the name
 */
export function correctTopics(
  store: WritableStore,
  { scheme, ...change }: TopicChange & { scheme: string },
): Topic[] {
  const [last] = storedTopics(store, scheme);
  if (!last) {
    if (!labelSchemes(store).includes(scheme)) throw noSuchScheme(store, scheme);
    throw new UserError(
      'use',
      `No topics were found in the scheme "${scheme}", so there are none to correct.`,
    );
  }
  const topics = listed(store, last);
  const from = topicCalled(topics, change.topic).name;
  const to = 'into' in change ? topicCalled(topics, change.into).name : newName(topics, from, change.name);
  if (from === to) {
    throw new UserError(
      'use',
      `The topic "${from}" ${'into' in change ? 'is that one' : 'has that name'} already.`,
    );
  }
  const names = last.names.map((name) => (name === from ? to : name));
  const judgements = [{ from, to, ids: judgementsNamed(store, scheme, from) }];
  const settings: TopicSource = {
    topics: last.topics,
    seed: last.seed,
    found: last.found ?? last.source.id,
    names,
    words: last.words,
    judgements,
  };
  const name = `${from} → ${to}`;
  renameTopics(
    store,
    { scheme, name, settings: JSON.stringify(settings) },
    clustersOfTopics(store, last),
    names,
    judgements,
  );
  return topicsOf(store, scheme);
}

/** By its name, or by its number. */
function topicCalled(topics: readonly Topic[], called: string): Topic {
  const found =
    topics.find(({ name }) => name === called) ??
    topics.find(({ number }) => String(number) === called.trim());
  if (found) return found;
  const known = topics.map(({ number, name }) => `${number} (${name})`).join(', ');
  throw new UserError('use', `There is no topic "${called}". The topics are ${known}.`);
}

function newName(topics: readonly Topic[], from: string, typed: string): string {
  const name = typed.trim();
  if (name === '') throw new UserError('use', 'A topic needs a name.');
  if (name !== from && topics.some((topic) => topic.name === name)) {
    throw new UserError('use', `There is a topic "${name}" already. Join the two, or choose another name.`);
  }
  return name;
}

/** Of several lists the first words of each, then the second ones, each word once. */
function inTurn(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1)));
  return [...new Set(all.flat())].slice(0, longest);
}
