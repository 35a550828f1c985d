import { cpus } from 'node:os';
import { type BenchCase, type ReadingVariant, stepsOf, type Variant, variantsOn } from './case.ts';
import { cases } from './cases/all.ts';
import { median, type Measured } from './measure.ts';
import { measurePeer, peerMissing, type PeerOptions, type PeerResult } from './peer.ts';

export interface BenchOptions {
  device: string;
  rounds: number;
  steps: number;
  /** Cases by name; all where empty. */
  only: readonly string[];
  /** Measures one variant in a process of its own, so that all variants and the peer begin alike. */
  measure: (benchCase: BenchCase, variant: Variant | ReadingVariant) => Promise<Measured>;
  say: (line: string) => void;
  /** Told of every case as soon as it is measured: a program that is stopped has shown what it knew. */
  onCase: (result: CaseResult) => void;
}

/** The median, the minimum and the maximum of the rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export interface WayResult {
  name: string;
  ms: Spread;
  cpuMs: Spread;
  firstMs: Spread;
  memory: Spread;
}

export interface PeerSummary {
  name: string;
  ms: Spread;
  /** Null where the peer does not tell it. */
  cpuMs: Spread | null;
  memory: Spread;
}

export interface CaseResult {
  case: string;
  batch: number;
  peers: PeerSummary[];
  /** With the ratio peer / ours of milliseconds and of memory for each peer. */
  ways: (WayResult & { ratios: number[]; memoryRatios: number[] })[];
}

export interface BenchResult {
  machine: string;
  device: string;
  rounds: number;
  steps: number;
  /** Why there is no peer; null: there is one. */
  peerMissing: string | null;
  cases: CaseResult[];
}

/** Measures cases against PyTorch, taking turns so that what else the machine does meets both alike. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const missing = await peerMissing();
  if (missing !== null) options.say(`PyTorch is not measured: ${missing}.`);
  const chosen = cases.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const results: CaseResult[] = [];
  for (const benchCase of chosen) {
    options.say(`${benchCase.name} ...`);
    const result = await measureCase(benchCase, options, missing === null);
    results.push(result);
    options.onCase(result);
  }
  return {
    machine: `${cpus()[0]?.model.trim() ?? 'processor'}, ${cpus().length} cores`,
    device: options.device,
    rounds: options.rounds,
    steps: options.steps,
    peerMissing: missing,
    cases: results,
  };
}

/** On the processor the peers of most cases run as they are; on the NVIDIA card compiled too. */
function peersOn(device: string, name: string): Omit<PeerOptions, 'steps'>[] {
  const both = (['eager', 'compiled'] as const).map((way) => ({
    device: device === 'cpu' ? ('cpu' as const) : ('cuda' as const),
    way,
  }));
  if (device !== 'cpu') return both;
  if (name === 'minilm-encode') return [...both, { device: 'cpu', way: 'onnxruntime' }];
  return name === 'minilm-tune' ? both : [both[0]!];
}

async function measureCase(
  benchCase: BenchCase,
  { device, rounds, steps, measure, say }: BenchOptions,
  withPeer: boolean,
): Promise<CaseResult> {
  const peers = new Map(
    (withPeer ? peersOn(device, benchCase.name) : []).map((peer) => [peer, [] as PeerResult[]]),
  );
  const variants = variantsOn(device, benchCase);
  const ours = variants.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      ours[i]!.push(await measure(benchCase, variant));
    }
    for (const [peer, results] of peers) {
      try {
        results.push(await measurePeer(benchCase.name, { ...peer, steps: stepsOf(benchCase, steps) }));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        say(`  ${benchCase.name} cannot be measured ${inWords[peer.way]} here: ${why}`);
        peers.delete(peer);
      }
    }
  }
  const peerResults = [...peers.values()].map((runs) => ({
    name: runs[0]!.name,
    ms: spread(runs.map(({ ms }) => ms)),
    cpuMs: runs[0]!.cpuMs === null ? null : spread(runs.map(({ cpuMs }) => cpuMs ?? 0)),
    memory: spread(runs.map(({ memory }) => memory)),
  }));
  const ways = variants.map(({ name }, i) => {
    const of = (key: keyof Measured) => spread(ours[i]!.map((measured) => measured[key]));
    const [ms, memory] = [of('ms'), of('memory')];
    return {
      name,
      ms,
      cpuMs: of('cpuMs'),
      firstMs: of('firstMs'),
      memory,
      ratios: peerResults.map((peer) => rounded(peer.ms.median / ms.median)),
      memoryRatios: peerResults.map((peer) => rounded(peer.memory.median / memory.median)),
    };
  });
  return { case: benchCase.name, batch: benchCase.batch, peers: peerResults, ways };
}

const inWords = {
  eager: 'in PyTorch',
  compiled: 'in compiled PyTorch',
  onnxruntime: 'in ONNX Runtime for Python',
} as const;

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function spread(values: readonly number[]): Spread {
  return {
    median: rounded(median(values)),
    least: rounded(Math.min(...values)),
    most: rounded(Math.max(...values)),
  };
}
