import { cpus } from 'node:os';
import type { BenchCase, Variant } from './case.ts';
import { cases } from './cases/all.ts';
import { median, type Measured } from './measure.ts';
import { measurePeer, peerMissing, type PeerResult } from './peer.ts';

export interface BenchOptions {
  device: string;
  rounds: number;
  steps: number;
  /** Cases by name; all where empty. */
  only: readonly string[];
  /** Measures one variant in a process of its own, so that all variants and the peer begin alike. */
  measure: (benchCase: BenchCase, variant: Variant) => Promise<Measured>;
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
  firstMs: Spread;
  memory: Spread;
}

export interface PeerSummary {
  name: string;
  ms: Spread;
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

/** On the processor the peer runs there; otherwise on the NVIDIA card, and compiled too. */
function peersOn(device: string): { device: 'cpu' | 'cuda'; compile: boolean }[] {
  if (device === 'cpu') return [{ device: 'cpu', compile: false }];
  return [false, true].map((compile) => ({ device: 'cuda', compile }));
}

async function measureCase(
  benchCase: BenchCase,
  { device, rounds, steps, measure }: BenchOptions,
  withPeer: boolean,
): Promise<CaseResult> {
  const peers = withPeer ? peersOn(device) : [];
  const ours = benchCase.variants.map((): Measured[] => []);
  const theirs = peers.map((): PeerResult[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of benchCase.variants.entries()) {
      ours[i]!.push(await measure(benchCase, variant));
    }
    for (const [i, peer] of peers.entries()) {
      theirs[i]!.push(await measurePeer(benchCase.name, { ...peer, steps }));
    }
  }
  const peerResults = theirs.map((runs) => ({
    name: runs[0]!.name,
    ms: spread(runs.map(({ ms }) => ms)),
    memory: spread(runs.map(({ memory }) => memory)),
  }));
  const ways = benchCase.variants.map(({ name }, i) => {
    const [ms, firstMs, memory] = (['ms', 'firstMs', 'memory'] as const).map((key) =>
      spread(ours[i]!.map((measured) => measured[key])),
    ) as [Spread, Spread, Spread];
    return {
      name,
      ms,
      firstMs,
      memory,
      ratios: peerResults.map((peer) => rounded(peer.ms.median / ms.median)),
      memoryRatios: peerResults.map((peer) => rounded(peer.memory.median / memory.median)),
    };
  });
  return { case: benchCase.name, batch: benchCase.batch, peers: peerResults, ways };
}

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
