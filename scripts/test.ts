/**
 * `npm test`: format, lint, types, build, then the tests (unit, golden, integration, browser) but for the long ones.
 * `npm run test:long`: build, then the long ones. The last line is `N passed, N failed, N skipped`; a check counts as
 * one.
 *
 * usage: node scripts/test.ts [--long] [what `vitest run` takes]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { installChromium, noChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);

const long = process.argv.includes('--long');
const others = process.argv.slice(2).filter((argument) => argument !== '--long');

const build: [string, string[]] = ['build', [bin('electron-vite'), 'build', '--logLevel', 'warn']];
const checks: [string, string[]][] = long
  ? [build]
  : [
      ['format', [bin('oxfmt'), '--check', '.']],
      ['lint', [bin('oxlint'), '--type-aware', '--deny-warnings']],
      ['types', [bin('tsc'), '--noEmit', '-p', 'tsconfig.json']],
      ['types of the window', [bin('vue-tsc'), '--noEmit', '-p', 'src-renderer/tsconfig.json']],
      build,
    ];

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  numFailedTestSuites: z.int(),
});

let passed = 0;
let failed = 0;
let skipped = 0;

/** Runs a check and prints what it said once it has ended, so that two at a time stay readable. */
function check(name: string, [command, ...args]: string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command!, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
      if (status === 0) passed++;
      else failed++;
      resolve();
    });
  });
}

// Each of them keeps one core busy for most of its time; two at a time fit the memory of a small machine.
const waiting = [...checks];
async function checkInTurn(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) await check(...next);
}
await Promise.all([checkInTurn(), checkInTurn()]);

if (installChromium() === null) console.log(noChromium);
const folder = mkdtempSync(join(tmpdir(), 'contexture-test-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  bin('vitest'),
  [
    'run',
    `--project=${long ? 'long*' : '!long*'}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...others,
  ],
  { cwd: root, stdio: 'inherit' },
);
try {
  const counted = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
  passed += counted.numPassedTests;
  failed += counted.numFailedTests;
  skipped += counted.numPendingTests + counted.numTodoTests;
  // A file that cannot even be loaded counts no test: it is a failure all the same.
  if (status !== 0 && counted.numFailedTests === 0) failed += Math.max(1, counted.numFailedTestSuites);
} catch (error) {
  console.log(`the tests did not report: ${String(error)}`);
  failed++;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
