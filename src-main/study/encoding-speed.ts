/** How fast an encoder reads texts on this machine, and the memory that it takes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceChoice } from '../engine/devices.ts';
import { openDevice } from '../engine/devices.ts';
import { Random } from '../random.ts';
import { openBert } from '../recipes/texts/open-bert.ts';
import { frozenEncoder, pooledVectors } from '../recipes/texts/pooled-vectors.ts';
import { openStore } from '../store/open.ts';
import type { TrainingContext } from '../training/loop.ts';

export interface EncodingSpeed {
  device: string;
  textsPerSecond: number;
  /** Tokens of each text. */
  tokens: number;
  /** Bytes that this process took beyond what it had before. */
  memory: number;
}

/** The middle one of the texts of a StockerBot export has so many, as all-MiniLM-L6-v2 counts them. */
const usualTokens = 40;
/** What is enough for a second on a fast device. */
const texts = 16_384;
/** Milliseconds that are measured, after a first batch in which the device gets ready. */
const measuredMs = 1000;

/**
 * Lets a checkpoint encode texts as a training would, for a second.
 * @throws UserError if it cannot be opened, or there is no such device
 */
export async function encodingSpeed(
  checkpoint: string,
  choice: DeviceChoice,
  { emit, signal }: Pick<TrainingContext, 'emit' | 'signal'>,
): Promise<EncodingSpeed> {
  const folder = await mkdtemp(join(tmpdir(), 'contexture-speed-'));
  // Vectors are kept in a workspace, and this one goes with them.
  const store = openStore(folder);
  const before = process.memoryUsage.rss();
  let peak = before;
  try {
    emit({ type: 'progress', stage: 'measuring its speed', done: 0, total: null, unit: 'texts' });
    const device = await openDevice(choice);
    const config = { checkpoint, maxTokens: usualTokens, seed: 1, cleanTexts: true };
    const opened = await openBert(store, config, 2, { emit: () => {}, signal });
    const stop = new AbortController();
    let first: { at: number; done: number } | null = null;
    let last: { at: number; done: number } | null = null;
    const watch: TrainingContext['emit'] = (event) => {
      if (event.type !== 'progress') return;
      peak = Math.max(peak, process.memoryUsage.rss());
      const now = { at: performance.now(), done: event.done };
      first ??= now;
      last = now;
      if (now.at - first.at >= measuredMs && now !== first) stop.abort();
    };
    await pooledVectors(
      store,
      frozenEncoder(device, opened, usualTokens),
      randomTexts(opened.vocabulary.size),
      {
        emit: watch,
        signal: AbortSignal.any([signal, stop.signal]),
      },
    ).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return {
      device: device.name,
      tokens: usualTokens,
      memory: peak - before,
      textsPerSecond: rate(first, last),
    };
  } finally {
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Distinct texts of any tokens: what an encoder does with them does not depend on which they are. */
function randomTexts(vocabulary: number): Int32Array[] {
  const random = new Random(1);
  return Array.from({ length: texts }, () =>
    Int32Array.from({ length: usualTokens }, () => random.below(vocabulary)),
  );
}

type Moment = { at: number; done: number } | null;

function rate(first: Moment, last: Moment): number {
  if (first === null || last === null || last.at === first.at) return 0;
  return (last.done - first.done) / ((last.at - first.at) / 1000);
}
