/**
 * `npm run bench`: training and encoding steps beside PyTorch. With `--device webgpu` the card is tried first: every
 * reference case on it, and every recipe against the processor; one table has all of it at the end. Import and windows
 * come last, beside pandas; `--only ingest` measures nothing else, and `--rows` says how many records the large file has.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { BenchResult, Spread } from '../src-main/bench/run.ts';
import { head, ingestBench } from './bench/ingest.ts';
import { recipeSettings } from '../test/support/every-recipe.ts';

const root = join(import.meta.dirname, '..');
const given = process.argv.slice(2);
const { values } = parseArgs({
  args: given,
  options: {
    device: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    rows: { type: 'string', default: '1000000' },
  },
  strict: false,
});
const isOnlyIngest = values['only'] === 'ingest';
const isOfIngest =
  (isOnlyIngest || values['only'] === undefined) &&
  values['device'] !== 'webgpu' &&
  !given.includes('--json');
/** The command of the steps does not know how large a file is. */
const ofSteps = given.filter((_, i) => ![given[i], given[i - 1]].includes('--rows'));

if (isOnlyIngest) {
  // Of the steps nothing is asked for.
} else if (values['device'] !== 'webgpu' || given.includes('--json')) {
  process.exitCode = (await run([join(root, 'bin/contexture.cjs'), 'bench', ...ofSteps])).code;
} else {
  const env = { ...process.env, CONTEXTURE_TEST_CARD: '1' };
  const [cases, recipes] = await Promise.all([referenceCases(env), everyRecipe(env)]);
  // Two rounds where nothing else is asked: with the cases and the recipes before them the whole takes some minutes.
  const rounds = given.includes('--rounds') ? [] : ['--rounds', '2'];
  const bench = await run([join(root, 'bin/contexture.cjs'), 'bench', ...ofSteps, ...rounds, '--json'], {
    read: true,
  });
  const measured = bench.code === 0 ? measuredRows(JSON.parse(bench.stdout) as BenchResult) : [];
  console.log(
    markdown([
      ['what', 'how', 'ms per step', 'samples / s', 'peer / ours', 'MiB'],
      cases.row,
      ...recipes.rows,
      ...measured,
    ]),
  );
  process.exitCode = Math.max(cases.code, recipes.code, bench.code);
}

if (isOfIngest) {
  const rows = await ingestBench({
    rounds: Number(values['rounds']),
    rows: Number(values['rows']),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  if (rows.length > 0) console.log(markdown([head, ...rows]));
}

/** Runs a program of Node's; what it says goes to stderr, and what it prints is read where that is wanted. */
function run(
  args: string[],
  { env = process.env, read = false }: { env?: NodeJS.ProcessEnv; read?: boolean } = {},
): Promise<{ code: number; stdout: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['inherit', read ? 'pipe' : 'inherit', 'inherit'],
  });
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout }));
  });
}

/** All reference cases of PyTorch and transformers on the card. */
async function referenceCases(env: NodeJS.ProcessEnv): Promise<{ code: number; row: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-bench-'));
  try {
    const file = join(folder, 'report.json');
    const { code, stdout } = await run(
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        'test/golden',
        'src-main/engine/devices/webgpu.test.ts',
        '--testNamePattern=WebGPU',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      { env, read: true },
    );
    process.stderr.write(stdout);
    const counted = z
      .object({ numPassedTests: z.int(), numFailedTests: z.int() })
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    const found = `${counted.numPassedTests} passed, ${counted.numFailedTests} failed`;
    return { code, row: ['reference cases', found, '', '', '', ''] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One epoch of every recipe on the card and on the processor: how far their losses are apart. */
async function everyRecipe(env: NodeJS.ProcessEnv): Promise<{ code: number; rows: string[][] }> {
  const waiting = [...recipeSettings];
  const rows = new Map<string, string>();
  let worst = 0;
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { code, stdout } = await run([join(root, 'scripts/webgpu-recipes.ts'), name], {
        env,
        read: true,
      });
      const far = stdout.trim().split('\n').at(-1)?.split('|').at(-2)?.trim();
      const found = far === 'failed' || !far ? 'failed' : `losses as on the processor, within ${far}`;
      // A program that is stopped has shown what it knew.
      process.stderr.write(`${name}: ${found}\n`);
      rows.set(name, found);
      worst = Math.max(worst, code);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism() >> 1) }, worker));
  return {
    code: worst,
    rows: recipeSettings.map((name) => [name, rows.get(name) ?? 'failed', '', '', '', '']),
  };
}

function measuredRows({ cases }: BenchResult): string[][] {
  const mebibytes = ({ median }: Spread) => String(Math.round(median / 2 ** 20));
  return cases.flatMap(({ case: name, batch, peers, ways }) => {
    const row = (way: string, ms: Spread, memory: Spread, ratios: readonly number[]) => [
      name,
      way,
      `${ms.median} (${ms.least} to ${ms.most})`,
      String(Math.round((1000 * batch) / ms.median)),
      ratios.join(', '),
      mebibytes(memory),
    ];
    return [
      ...peers.map((peer) => row(peer.name, peer.ms, peer.memory, [])),
      ...ways.map((way) => row(way.name, way.ms, way.memory, way.ratios)),
    ];
  });
}

function markdown([head, ...rows]: string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head!), line(head!.map(() => '---')), ...rows.map(line)].join('\n');
}
