/** Texts whose labels only the text before says, and trainings of checkpoints on them. */
import { join } from 'node:path';
import { type TrainConfig, trainConfigSchema } from '../../src-main/configs/all.ts';
import { Random } from '../../src-main/random.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { goldenFolder } from '../golden/reference-case.ts';
import { importContent, temporaryStore } from './workspace.ts';

/** A BERT of two layers with random weights. */
export const tinyBert = join(goldenFolder, 'bert_checkpoint');

/**
 * Texts of one ticker, one a day, of which the label of each is said by the text before it; `shuffled`: by a text that is
 * not there.
 */
export async function saidBefore(size = 300, shuffled = false): Promise<WritableStore> {
  const random = new Random(1);
  const word = () => Array.from({ length: 4 }, () => 'abcdefghij'[random.below(10)]).join('');
  let before = 'up';
  const rows = Array.from({ length: size }, (_, i) => {
    const says = random.uniform() < 0.5 ? 'up' : 'zz';
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const row = `${day},ABC,${before},${says} ${word()} ${word()}`;
    before = shuffled ? (random.uniform() < 0.5 ? 'up' : 'zz') : says;
    return row;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,senti_label,text\n${rows.join('\n')}\n`);
  return store;
}

/** What learns these texts, unless told otherwise. */
export function checkpointConfig(settings: object): TrainConfig {
  return trainConfigSchema.parse({
    recipe: 'contextual-sentiment',
    encoder: 'checkpoint',
    checkpoint: tinyBert,
    device: 'cpu',
    epochs: 40,
    patience: 40,
    batchSize: 64,
    learningRate: 1e-2,
    dropout: 0,
    maxTokens: 32,
    windowDropout: 0,
    window: { n: 2 },
    ...settings,
  });
}
