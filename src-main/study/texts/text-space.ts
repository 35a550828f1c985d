import { createHash } from 'node:crypto';
import { openDevice } from '../../engine/devices.ts';
import { openBert } from '../../recipes/texts/open-bert.ts';
import { frozenEncoder, pooledVectors } from '../../recipes/texts/pooled-vectors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { topicTexts } from '../../store/topic-texts.ts';
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

/** Texts by their words, without the names of the companies that they mention. */
export function spaceOfWords(store: ReadableStore, work: JobWork): TextSpace {
  const texts = wordsOfTexts(store);
  const hash = createHash('sha256');
  for (const { document, group, words } of texts) hash.update(`${document}\t${group}\t${words.join(' ')}\n`);
  return {
    texts,
    fingerprint: hash.digest('hex'),
    vectors: () => textVectors(texts, vectorSeed, between(work, 'vectors of texts')),
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
  const opened = await openBert(store, config, 1, { emit: work.emit, signal: work.signal });
  const hash = createHash('sha256').update(`${opened.hash} ${JSON.stringify(opened.checkpoint.config)}\n`);
  const texts: { document: number; group: number }[] = [];
  const tokens: Int32Array[] = [];
  for (const { document, group, text } of topicTexts(store)) {
    texts.push({ document, group });
    const { vocabulary } = opened;
    tokens.push(vocabulary.encode(vocabulary.cut(text, maxTokens), maxTokens));
    hash.update(`${document}\t${group}\t${tokens.at(-1)!.join(' ')}\n`);
  }
  return {
    texts,
    fingerprint: hash.digest('hex'),
    vectors: async () => {
      const device = await openDevice('auto');
      const encoder = frozenEncoder(device, opened, maxTokens);
      const found = await pooledVectors(store, encoder, tokens, work);
      return found.map((vector) => atUnitLength(Float64Array.from(vector)));
    },
  };
}
