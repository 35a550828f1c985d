/**
 * `npm test`: format, lint, types, build, then the tests (unit, golden, integration, browser) but for the long ones.
 * `npm run test:long`: build, then the long ones. The last line is `N passed, N failed, N skipped`; a check counts as
 * one, and what did not pass stands before it, a line each.
 *
 * usage: node scripts/test.ts [--long] [what `vitest run` takes]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** What did not pass, a line each, so that it stands at the end however long the output is. */
function failures({ testResults }: z.infer<typeof vitestReport>): string[] {
  const of = (file: string, name: string, message = ''): string =>
    `FAILED: ${relative(root, file)}${name && ` > ${name}`}: ${message.trim().split('\n')[0]}`;
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length > 0) return tests.map((test) => of(file, test.fullName, test.failureMessages?.[0]));
    return status === 'failed' ? [of(file, '', message)] : [];
  });
}

let passed = 0;
let failed = 0;
let skipped = 0;
const notPassed: string[] = [];

/** Runs a check and prints what it said once it has ended, so that two at a time stay readable. */
function check(name: string, [command, ...args]: string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command!, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(output));
      if (status === 0) {
        passed++;
        console.log(`ok: ${name}`);
      } else {
        failed++;
        notPassed.push(`FAILED: ${name}`);
      }
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
  notPassed.push(...failures(counted));
} catch (error) {
  notPassed.push(`FAILED: the tests did not report: ${String(error)}`);
  failed++;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const line of notPassed) console.log(line);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
