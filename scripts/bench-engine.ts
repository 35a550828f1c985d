import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openDevice } from '../src-main/engine/devices.ts';
import { Random } from '../src-main/random.ts';
import { contextualWordsBatch, contextualWordsTrainer, distinctTexts } from './bench/contextual-words.ts';
import { measurePeer, peerMissing } from './bench/peer.ts';

/*
 * Measures training steps against PyTorch, taking turns so that what else the machine does meets both alike.
 *
 *   npm run bench -- [--rounds 5] [--steps 30] [--json]
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const [rounds, steps] = [Number(options.rounds), Number(options.steps)];
if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(steps) && steps > 0)) {
  console.error('--rounds and --steps take whole numbers from 1');
  process.exit(2);
}

/** The same training step by more or less work: how many of a batch's texts there are to encode. */
const ways = [
  { name: 'every text encoded', runs: 64 },
  { name: 'distinct texts once, runs of 4 as in training', runs: 16 },
  { name: 'distinct texts once, one ticker in a row', runs: 1 },
].map((way) => ({ ...way, texts: distinctTexts(way.runs), ms: [] as number[], first: [] as number[] }));

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Median milliseconds of a step, and those of the first one, with trace and compilation. */
async function measure(runs: number): Promise<{ ms: number; first: number }> {
  const random = new Random(2);
  const batches = Array.from({ length: 5 }, () => contextualWordsBatch(runs, random));
  const trainer = contextualWordsTrainer(await openDevice('cpu'));
  const times: number[] = [];
  for (let step = 0; step < steps + 4; step++) {
    const from = performance.now();
    await trainer.step(batches[step % batches.length]!, { learningRate: 1e-3 });
    times.push(performance.now() - from);
  }
  await trainer.dispose();
  return { first: times[0]!, ms: median(times.slice(4)) };
}

const missing = await peerMissing();
if (missing !== null) console.error(`PyTorch is not measured: ${missing}.`);
const peer: number[] = [];
let peerName: string | null = null;
for (let round = 0; round < rounds; round++) {
  for (const way of ways) {
    const { ms, first } = await measure(way.runs);
    way.ms.push(ms);
    way.first.push(first);
  }
  if (missing === null) {
    const result = await measurePeer('contextual-words', steps);
    peerName = result.peer;
    peer.push(result.ms);
  }
}

const round2 = (value: number) => Number(value.toFixed(2));
/** Of the rounds' medians: the median, the least and the most. */
const spread = (values: readonly number[]) => ({
  median: round2(median(values)),
  least: round2(Math.min(...values)),
  most: round2(Math.max(...values)),
});
const results = ways.map(({ name, texts, ms, first }) => ({
  case: 'contextual-words',
  way: name,
  texts,
  ms: spread(ms),
  firstStepMs: spread(first),
  ratio: peer.length === 0 ? null : round2(median(peer) / median(ms)),
}));
const summary = {
  machine: `${cpus()[0]?.model.trim() ?? 'processor'}, ${cpus().length} cores`,
  device: 'cpu',
  rounds,
  steps,
  peer: peerName === null ? null : { name: peerName, ms: spread(peer) },
  results,
};

if (options.json) {
  console.log(JSON.stringify(summary));
} else {
  const range = ({ median: middle, least, most }: ReturnType<typeof spread>) =>
    `${middle} (${least} to ${most})`;
  console.log(
    `contextual-words, batch 64, on ${summary.machine}; ${rounds} rounds of ${steps} steps, ms a step`,
  );
  if (summary.peer) console.log(`  ${range(summary.peer.ms)}  ${summary.peer.name}`);
  for (const { way, texts, ms, firstStepMs, ratio } of results) {
    const times = ratio === null ? '' : `, ${ratio} times as fast as PyTorch`;
    console.log(`  ${range(ms)}  ${way} (${texts} texts)${times}; first step ${range(firstStepMs)}`);
  }
}
