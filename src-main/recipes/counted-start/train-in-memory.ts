import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import { openDevice } from '../../engine/devices.ts';
import { createTrainer, type TrainerState } from '../../engine/trainer.ts';
import { fit } from '../../training/loop.ts';
import type { CountedCorpus, CountedText } from '../company-cooccurrence/counted-texts.ts';
import { countedStart, finalVectors, matched, matchingEpochs, matchingModel } from './matching-model.ts';

/** Company vectors, and the held-out texts as vectors of the space in which companies were trained (`companies`). */
export interface TrainedCompanies {
  vectors: Float32Array[];
  companies: Float32Array[];
  held: { vector: Float32Array; company: number }[];
}

/**
 * The same training as that of a run (`trainFromCounts`) in some of the texts, of which nothing is stored: for studies,
 * which train many times.
 */
export async function trainInMemory(
  corpus: CountedCorpus,
  texts: readonly CountedText[],
  config: CompanyEmbeddingConfig,
  signal: AbortSignal,
): Promise<TrainedCompanies> {
  const start = await countedStart(corpus, texts, config);
  const { optimizer: kind, weightDecay, clipNorm, seed } = config;
  const trainer = createTrainer({
    name: config.recipe,
    device: await openDevice(config.device),
    ...matchingModel(start, config),
    optimizer: { kind, weightDecay, clipNorm, rates: {} },
    seed,
  });
  try {
    const epochs = matchingEpochs(start, config)(trainer);
    let kept: TrainerState = await trainer.state();
    await fit({
      trainer,
      config,
      signal,
      emit: () => undefined,
      onFirstStep: () => undefined,
      onEpoch: () => undefined,
      stage: { name: 'training', prefix: '', earlier: [], before: await epochs.validate() },
      ...epochs,
      checkpointer: {
        best: (state) => {
          kept = state;
          return Promise.resolve();
        },
        position: () => Promise.resolve(),
        resume: null,
      },
    });
    await trainer.load({ ...kept, moments: {}, stepCount: 0 });
    return { vectors: await finalVectors(trainer, start), ...(await matched(trainer, start, 'test')) };
  } finally {
    await trainer.dispose();
  }
}
