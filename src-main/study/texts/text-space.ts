import { createHash } from 'node:crypto';
import { openDevice } from '../../engine/devices.ts';
import { openBert } from '../../recipes/texts/open-bert.ts';
import { frozenEncoder, pooledVectors } from '../../recipes/texts/pooled-vectors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { namesOfCompanies, topicTexts } from '../../store/topic-texts.ts';
import { between, type JobWork } from './job-work.ts';
import { textVectors } from './text-vectors.ts';
import { atUnitLength } from './unit-length.ts';
import { wordsOfTexts } from './words-of-texts.ts';

/** Texts, and what tells near ones from far ones. */
export interface TextSpace {
  /** All texts of the workspace, by id, with their groups of near-duplicates. */
  texts: readonly { document: number; group: number }[];
  /** Of all that the vectors depend on. */
  fingerprint: string;
  /** A vector of length 1 for each text; zeros where nothing is known of one. */
  vectors: () => Promise<Float64Array[]>;
}

/** The vectors have no seed of their own: topics and maps are of the same ones. */
const vectorSeed = 1;
/** Tokens that a checkpoint reads of a text; tweets have fewer. */
const maxTokens = 64;
/** Texts after which others get their turn. */
const turn = 5000;

/** Texts by their words, without the names of the companies that they mention. */
export async function spaceOfWords(store: ReadableStore, work: JobWork): Promise<TextSpace> {
  // Names are hidden in the texts, so that the words depend on them too.
  const names = JSON.stringify([...namesOfCompanies(store)]);
  return {
    ...(await known(store, names, work)),
    vectors: async () => {
      const words = await wordsOfTexts(store, between(work, 'reading texts'));
      return textVectors(words, vectorSeed, between(work, 'vectors of texts'));
    },
  };
}

/**
 * Texts by the pooled vectors of a checkpoint, as the workspace has them or else encoded now and kept.
 *
 * @throws UserError if there is no such checkpoint, or it cannot be read
 */
export async function spaceOfCheckpoint(
  store: ReadableStore,
  checkpoint: string,
  work: JobWork,
): Promise<TextSpace> {
  const config = { checkpoint, maxTokens, seed: 1, cleanTexts: true, frozen: true };
  // The head that it opens with is not used.
  const opened = await openBert(store, config, 1, work);
  return {
    ...(await known(store, `${opened.hash} ${JSON.stringify(opened.checkpoint.config)}`, work)),
    vectors: async () => {
      const { vocabulary } = opened;
      const reading = between(work, 'reading texts');
      const tokens: Int32Array[] = [];
      for (const { text } of topicTexts(store)) {
        tokens.push(vocabulary.encode(vocabulary.cut(text, maxTokens), maxTokens));
        if (tokens.length % turn === 0) await reading(tokens.length, 0);
      }
      const encoder = frozenEncoder(await openDevice('auto'), opened, maxTokens);
      const found = await pooledVectors(store, encoder, tokens, work);
      return found.map((vector) => atUnitLength(Float64Array.from(vector)));
    },
  };
}

/** The texts, and a fingerprint of them and of what else their vectors depend on. */
async function known(
  store: ReadableStore,
  also: string,
  work: JobWork,
): Promise<Pick<TextSpace, 'texts' | 'fingerprint'>> {
  const reading = between(work, 'reading texts');
  const hash = createHash('sha256').update(`${also}\n`);
  const texts: { document: number; group: number }[] = [];
  for (const { document, group, text, companies } of topicTexts(store)) {
    hash.update(`${document}\t${group}\t${companies.join(' ')}\t${text}\n`);
    texts.push({ document, group });
    if (texts.length % turn === 0) await reading(texts.length, 0);
  }
  return { texts, fingerprint: hash.digest('hex') };
}
