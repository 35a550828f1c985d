/** The library of checkpoints: what comes into it and from where, that it stays whole, and what it says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { goldenFolder } from '../../test/golden/reference-case.ts';
import { temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { entryFile } from '../checkpoints/library/folder.ts';
import { listCheckpoints } from '../checkpoints/library/list.ts';
import { whileLocked } from '../checkpoints/library/lock.ts';
import { removeFromLibrary } from '../checkpoints/library/remove.ts';
import { entryNamed } from '../checkpoints/library/find.ts';
import { locateCheckpoint } from '../checkpoints/locate.ts';
import { UserError } from '../errors.ts';
import { tarOf } from '../ingest/tar-file.testing.ts';
import { type Packed, zipOf } from '../ingest/zip-file.testing.ts';
import { addCheckpoint, checkCheckpoints } from './checkpoints.ts';
import { checkpointAddJob } from './kinds/checkpoint-add.ts';

/** A BERT of 2 layers of 32, with random weights and its own small vocabulary. */
const published = join(goldenFolder, 'bert_checkpoint');
const job = { emit: () => {}, signal: new AbortController().signal };

const add = (library: string, source: string, name: string | null = null) =>
  addCheckpoint(source, name, job, library);

async function problem(library: string, source: string, name: string | null = null): Promise<UserError> {
  const outcome: unknown = await add(library, source, name).catch((error: unknown) => error);
  if (!(outcome instanceof UserError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The files of the checkpoint, in a folder of an archive. */
function tar(bytes: Buffer): string {
  return temporaryFile('some.tar', bytes);
}

function packed(folder: string): Packed[] {
  return readdirSync(published).map((file) => ({
    name: `${folder}/${file}`,
    content: readFileSync(join(published, file)),
  }));
}

/** A copy of the checkpoint that may be changed. */
function copy(name = 'tiny'): string {
  const folder = join(temporaryFolder(), name);
  cpSync(published, folder, { recursive: true });
  return folder;
}

const content = (library: string) => readdirSync(join(library, 'content'));
const begun = (library: string) => readdirSync(join(library, 'adding'));

describe('a checkpoint is added', () => {
  test('from its folder, with what it is', async () => {
    const library = temporaryFolder();
    const folder = copy('Tiny BERT');
    writeFileSync(join(folder, 'README.md'), '---\nlanguage: en\nlicense: "apache-2.0"\n---\n# Tiny\n');
    writeFileSync(join(folder, 'training.log'), 'not needed');
    mkdirSync(join(folder, '1_Pooling'));
    writeFileSync(join(folder, '1_Pooling/config.json'), '{"pooling_mode_mean_tokens": true}');
    const { checkpoint, known } = await add(library, folder);
    // The numbers of its config.json; parameters as the header of its weights lists them.
    expect(checkpoint).toMatchObject({
      name: 'Tiny-BERT',
      family: 'bert',
      layers: 2,
      width: 32,
      positions: 64,
      pooling: 'mean',
      normalized: false,
      licence: 'apache-2.0',
      problem: null,
    });
    const header = readFileSync(join(folder, 'model.safetensors'));
    const length = Number(header.readBigUInt64LE());
    const tensors: Record<string, { shape?: number[] }> = JSON.parse(
      header.subarray(8, 8 + length).toString(),
    );
    const count = Object.values(tensors).reduce(
      (sum, { shape }) => sum + (shape?.reduce((a, b) => a * b, 1) ?? 0),
      0,
    );
    expect(checkpoint.parameters).toBe(count);
    expect(known).toBe(false);
    const kept = await locateCheckpoint('Tiny-BERT', { cache: temporaryFolder(), library });
    expect(readdirSync(kept).toSorted()).toEqual([
      '1_Pooling',
      'README.md',
      'SHA256SUMS',
      'config.json',
      'model.safetensors',
      'vocab.txt',
    ]);
    expect(begun(library)).toEqual([]);
  });

  test('without a workspace, unless it is a run of one', async () => {
    vi.stubEnv('CONTEXTURE_CHECKPOINTS', temporaryFolder());
    const none = (): never => {
      throw new Error('there is no workspace');
    };
    const context = {
      ...job,
      get store() {
        return none();
      },
    };
    const added = (source: string) =>
      checkpointAddJob.run({ source, name: 'tiny', uploaded: false, measure: false }, context);
    expect(await added(published)).toMatchObject({ checkpoint: { name: 'tiny' } });
    await expect(added('run:1')).rejects.toThrow('there is no workspace');
    vi.unstubAllEnvs();
  });

  test('from a wheel, a ZIP archive and a folder around it, all the same content', async () => {
    const library = temporaryFolder();
    const metadata = 'Metadata-Version: 2.4\nName: tiny\nLicense: MIT\n\nLicense: not this\n';
    const wheel = temporaryFile(
      'tiny_bert-0.1.0-py3-none-any.whl',
      zipOf(
        ...packed('tiny_bert/model'),
        { name: 'tiny_bert/__init__.py', content: '' },
        { name: 'tiny_bert-0.1.0.dist-info/METADATA', content: metadata },
      ),
    );
    const first = await add(library, wheel);
    expect(first.checkpoint).toMatchObject({ name: 'tiny_bert', licence: 'MIT' });
    const zip = temporaryFile('some.zip', zipOf(...packed('deep/down')));
    expect(await add(library, zip)).toMatchObject({ checkpoint: { name: 'some' }, others: ['tiny_bert'] });
    for (const bytes of [tarOf(...packed('./deep')), gzipSync(tarOf(...packed('deep/er')))]) {
      expect(await add(library, tar(bytes))).toMatchObject({ checkpoint: { name: 'some' }, known: true });
    }
    const around = temporaryFolder();
    cpSync(published, join(around, 'v1/model'), { recursive: true });
    expect((await add(library, around)).checkpoint.name).toBe('v1');
    expect(content(library)).toEqual([first.checkpoint.hash]);
  });

  test('from the cache of another program, whose files are links, by the name that it had on the hub', async () => {
    const snapshot = join(temporaryFolder(), 'models--owner--tiny', 'snapshots', 'c'.repeat(40));
    mkdirSync(snapshot, { recursive: true });
    for (const file of readdirSync(published)) symlinkSync(join(published, file), join(snapshot, file));
    expect((await add(temporaryFolder(), snapshot)).checkpoint.name).toBe('owner/tiny');
  });

  test('twice: the same content under another name takes no room, and under its own it is there', async () => {
    const library = temporaryFolder();
    await add(library, published, 'one');
    expect(await add(library, published, 'two')).toMatchObject({ known: false, others: ['one'] });
    expect(await add(library, published, 'ONE')).toMatchObject({ known: true, checkpoint: { name: 'one' } });
    expect(content(library)).toHaveLength(1);
    const { checkpoints } = await listCheckpoints(library);
    expect(checkpoints.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  test('but not with another content under a name that is known', async () => {
    const library = temporaryFolder();
    await add(library, published, 'one');
    const other = copy();
    writeFileSync(join(other, 'README.md'), 'another');
    const { message, remedies } = await problem(library, other, 'One');
    expect(message).toContain(`There is another checkpoint called one, added from ${published}.`);
    expect(remedies).toEqual([{ setting: 'name', values: [] }]);
    expect(content(library)).toHaveLength(1);
    expect(begun(library)).toEqual([]);
  });

  test('several at once, under the same name and others', async () => {
    const library = temporaryFolder();
    const other = copy();
    writeFileSync(join(other, 'README.md'), 'another');
    const outcomes = await Promise.allSettled([
      add(library, published, 'a'),
      add(library, published, 'a'),
      add(library, published, 'b'),
      add(library, other, 'c'),
      add(library, other, 'a'),
    ]);
    // The last has the name of another content, or the first two do.
    const failed = outcomes.filter(({ status }) => status === 'rejected').length;
    expect([1, 2]).toContain(failed);
    const checked = await checkCheckpoints(null, job, library);
    expect(checked.map(({ name, damage }) => [name, damage])).toEqual([
      ['a', []],
      ['b', []],
      ['c', []],
    ]);
    expect(content(library)).toHaveLength(2);
    expect(begun(library)).toEqual([]);
  });
});

describe('what is no checkpoint is refused, and changes nothing', () => {
  const tinyZip = (...more: Packed[]) => zipOf(...packed('model'), ...more);
  const whole = tinyZip();
  const link = { name: 'model/README.md', content: '/etc/passwd', mode: 0o120777 };
  const zeros = Buffer.alloc(11_000_000);
  const bomb = { name: 'model/README.md', content: zeros };

  test.each([
    ['an absent file', () => './absent.whl', 'There is no file or folder ./absent.whl.'],
    ['a device', () => '/dev/null', ' is a pipe or a device, not a file or a folder.'],
    ['an empty folder', () => temporaryFolder(), 'is not the folder of a checkpoint: it has no config.json.'],
    [
      'a text file',
      () => temporaryFile('notes.txt', 'hello'),
      'notes.txt is no checkpoint: expected a folder',
    ],
    ['weights alone', () => join(published, 'model.safetensors'), 'has weights only'],
    ['what is no tar archive', () => temporaryFile('a.tar.gz', gzipSync('x')), 'incomplete tar archive'],
    [
      'a tar archive that is compressed otherwise',
      () => temporaryFile('a.tar.xz', Buffer.from('fd377a585a00', 'hex')),
      'compressed with gzip or zstd. Unpack it first, and add',
    ],
    [
      'a path out of a tar archive',
      () => tar(tarOf(...packed('model'), { name: 'a/../../evil.txt', content: 'x' })),
      'invalid file name (a/../../evil.txt)',
    ],
    [
      'an absolute path in a tar archive',
      () => tar(tarOf(...packed('model'), { name: '/tmp/evil.txt', content: 'x' })),
      'invalid file name (/tmp/evil.txt)',
    ],
    [
      'a path out of a tar archive in an extended header',
      () =>
        tar(
          tarOf(
            { name: 'pax', type: 'x', content: '18 path=../evil.b\n' },
            { name: 'fine.txt', content: 'x' },
            ...packed('model'),
          ),
        ),
      'invalid file name (../evil.b)',
    ],
    [
      'a truncated tar archive',
      () => tar(tarOf(...packed('model')).subarray(0, 20_000)),
      'damaged or incomplete tar archive',
    ],
    [
      'a truncated compressed tar archive',
      () => temporaryFile('some.tgz', gzipSync(tarOf(...packed('model'))).subarray(0, 5000)),
      'damaged or incomplete tar archive',
    ],
    [
      'a link in a tar archive',
      () => tar(tarOf(...packed('model'), { name: 'model/README.md', type: '2', content: '' })),
      'model/README.md is a link',
    ],
    [
      'a tar archive with one name twice',
      () => tar(tarOf(...packed('model'), ...packed('model'))),
      'it holds two files named model/',
    ],
    [
      'a tar archive that fills the disk',
      () =>
        temporaryFile(
          'some.tgz',
          gzipSync(tarOf(...packed('model'), { name: 'model/README.md', content: Buffer.alloc(40_000_000) })),
        ),
      'as no weights do',
    ],
    [
      'a path out of the archive',
      () => zip(tinyZip({ name: '../evil.txt', content: 'x' })),
      'invalid file name',
    ],
    ['an absolute path', () => zip(tinyZip({ name: '/tmp/evil.txt', content: 'x' })), 'invalid file name'],
    [
      'a truncated archive',
      () => zip(whole.subarray(0, whole.length / 2)),
      'damaged or incomplete ZIP archive',
    ],
    ['a link in an archive', () => zip(tinyZip(link)), 'model/README.md is a link'],
    ['a bomb', () => zip(tinyZip(bomb)), 'claims to become 11,000,000 bytes from'],
    [
      'a size that is not stated',
      () => zip(tinyZip({ name: 'model/README.md', content: zeros, size: 10 })),
      'model/README.md: its data in the ZIP archive are damaged',
    ],
    [
      'an encrypted archive',
      () => zip(zipOf(...packed('model').map((file) => ({ ...file, flags: 1 })))),
      'Unpack it with its password first, and add the folder.',
    ],
    ['no archive of checkpoints', () => zip(zipOf({ name: 'a.txt', content: '' })), 'it has no config.json'],
  ])('%s', async (_, source, expected) => {
    const library = temporaryFolder();
    const { message, kind } = await problem(library, source());
    expect(message).toContain(expected);
    expect(['use', 'input']).toContain(kind);
    expect(await listCheckpoints(library)).toMatchObject({ checkpoints: [], unreadable: [] });
    expect(existsSync(join(library, 'content'))).toBe(false);
  });

  const zip = (bytes: Buffer) => temporaryFile('some.zip', bytes);

  test('weights that are a pickle, in a folder or an archive', async () => {
    const folder = copy();
    rmSync(join(folder, 'model.safetensors'));
    writeFileSync(join(folder, 'pytorch_model.bin'), 'x');
    const library = temporaryFolder();
    expect((await problem(library, folder)).message).toContain('has its weights only as pytorch_model.bin');
    const files = packed('m').map((file) => ({
      ...file,
      name: file.name.replace('model.safetensors', 'tf_model.h5'),
    }));
    expect((await problem(library, zip(zipOf(...files)))).message).toContain(
      'has its weights only as tf_model.h5',
    );
  });

  test('several checkpoints: it is asked which, and one can be named', async () => {
    const library = temporaryFolder();
    const path = zip(zipOf(...packed('small'), ...packed('large/v2')));
    const { message, remedies } = await problem(library, path);
    expect(message).toBe(`${path} holds 2 checkpoints: large/v2, small. Add one of them.`);
    expect(remedies).toEqual([
      { action: 'add-checkpoint', checkpoint: join(path, 'large/v2') },
      { action: 'add-checkpoint', checkpoint: join(path, 'small') },
    ]);
    expect((await add(library, join(path, 'large/v2'))).checkpoint.name).toBe('v2');
    expect((await problem(library, join(path, 'medium'))).message).toContain(
      'some.zip holds no folder medium.',
    );
  });

  test('files that do not fit one another, named without the folder in which they were looked at', async () => {
    const folder = copy();
    writeFileSync(
      join(folder, 'config.json'),
      readFileSync(join(folder, 'config.json'), 'utf8').replace('32', '64'),
    );
    const library = temporaryFolder();
    const { message } = await problem(library, folder);
    expect(message).toMatch(/^model\.safetensors: the weights do not fit config\.json/);
    expect(message).not.toContain(library);
  });

  /** The header of weights whose table of token vectors has so many rows, and the bytes of the file that it describes. */
  function tallWeights(rows: number): { header: Buffer; bytes: number } {
    const file = readFileSync(join(published, 'model.safetensors'));
    const end = 8 + Number(file.readBigUInt64LE());
    const tensors: Record<string, { shape: number[]; data_offsets: number[] }> = JSON.parse(
      file.toString('utf8', 8, end),
    );
    let offset = 0;
    for (const [name, tensor] of Object.entries(tensors)) {
      if (name.endsWith('word_embeddings.weight')) tensor.shape[0] = rows;
      const to = offset + 4 * tensor.shape.reduce((a, b) => a * b, 1);
      tensor.data_offsets = [offset, to];
      offset = to;
    }
    const json = Buffer.from(JSON.stringify(tensors));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return { header: Buffer.concat([length, json]), bytes: 8 + json.length + offset };
  }

  describe('weights of gigabytes that cannot be right, before any of them is copied:', () => {
    /** Of 32 numbers of 4 bytes: 2 GB, of which the disk has a few kilobytes. */
    const tall = tallWeights(16_000_000);

    async function refused(source: string): Promise<string> {
      const library = temporaryFolder();
      const copied = vi.fn<() => void>();
      const outcome: unknown = await addCheckpoint(source, null, { ...job, emit: copied }, library).catch(
        (error: unknown) => error,
      );
      if (!(outcome instanceof UserError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
      expect(copied).not.toHaveBeenCalled();
      expect(begun(library)).toEqual([]);
      return outcome.message;
    }

    const another =
      'model.safetensors: the weights do not fit config.json: of a different shape: ' +
      'bert.embeddings.word_embeddings.weight is (16000000, 32), expected (120, 32). ' +
      'Take both from the same checkpoint, or download it again.';

    test('of another shape', async () => {
      const folder = copy();
      const weights = join(folder, 'model.safetensors');
      rmSync(weights);
      writeFileSync(weights, tall.header);
      truncateSync(weights, tall.bytes);
      expect(await refused(folder)).toBe(another);
    });

    test('the same in a tar archive, which is read past them', async () => {
      const { header, bytes } = tall;
      const of = (name: string) => ({ name, content: readFileSync(join(published, name)) });
      const archive = tar(tarOf({ name: 'model.safetensors', content: header, size: bytes }));
      const rest = tarOf(of('config.json'), of('vocab.txt'));
      truncateSync(archive, 512 + Math.ceil(bytes / 512) * 512);
      appendFileSync(archive, rest);
      expect(await refused(archive)).toBe(another);
    });

    test('longer than their header says', async () => {
      const folder = copy();
      const weights = join(folder, 'model.safetensors');
      const { size } = statSync(weights);
      chmodSync(weights, 0o600);
      truncateSync(weights, size + 2_000_000_000);
      expect(await refused(folder)).toBe(
        'model.safetensors: not a readable safetensors file: 2000000000 bytes at the end belong to no tensor',
      );
    });
  });

  test.each(['a b', '../up', '', 'x/y/z', '.hidden'])('the name %j', async (name) => {
    expect((await problem(temporaryFolder(), published, name)).message).toContain('cannot be called');
  });
});

describe('the hub is asked only for what is named as its own', () => {
  test.each([
    ['all-MiniLM-L6-v2', 'on the hub a checkpoint is called OWNER/NAME'],
    ['src-main/no-such-folder', 'There is no file or folder src-main/no-such-folder.'],
    ['wheels/tiny.whl', 'There is no file or folder wheels/tiny.whl.'],
  ])('%s is not asked for', async (source, expected) => {
    const asked = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => asked.mockRestore());
    expect((await problem(temporaryFolder(), source)).message).toContain(expected);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a download', () => {
  test('is refused while another process is at it, and taken over from one that was killed', async () => {
    const library = temporaryFolder();
    mkdirSync(join(library, 'downloads'));
    const owner = join(library, 'downloads/owner--tiny.owner');
    vi.stubEnv('CONTEXTURE_HUB', 'http://127.0.0.1:9');
    onTestFinished(() => void vi.unstubAllEnvs());
    // The process of this test lives.
    writeFileSync(owner, `${hostname()} ${process.pid} 00`);
    expect((await problem(library, 'owner/tiny')).message).toContain(
      'is being downloaded by another process',
    );
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(owner, `${hostname()} ${dead.pid} 00`);
    // fetch asks nothing of this port.
    expect((await problem(library, 'owner/tiny')).message).toContain('cannot be downloaded: bad port');
    expect(existsSync(owner)).toBe(false);
  });
});

describe('the library stays whole', () => {
  test('when an addition is killed, and the next one clears up', async () => {
    const library = temporaryFolder();
    await add(library, published, 'before');
    const script = `
      const { addToLibrary } = await import(${JSON.stringify(join(import.meta.dirname, '../checkpoints/library/add.ts'))});
      const open = async function* () { yield Buffer.from('x'); await new Promise(() => setInterval(() => {}, 1000)); };
      await addToLibrary({ library: ${JSON.stringify(library)}, name: 'killed', origin: { kind: 'folder', from: '' },
        files: [{ name: 'config.json', bytes: 10, open }], signal: new AbortController().signal, onProgress: () => {} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    await vi.waitFor(() => expect(begun(library)).toHaveLength(1), { timeout: 60_000 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { checkpoints, unreadable } = await listCheckpoints(library);
    expect(checkpoints.map(({ name, problem: damage }) => [name, damage])).toEqual([['before', null]]);
    expect(unreadable).toEqual([]);
    await add(library, published, 'after');
    expect(begun(library)).toEqual([]);
  });

  test('and says which file is damaged, removes nothing, and takes it again', async () => {
    const library = temporaryFolder();
    const { checkpoint } = await add(library, published, 'tiny');
    const weights = join(library, 'content', checkpoint.hash, 'model.safetensors');
    const bytes = readFileSync(weights);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(weights, bytes);
    expect(await checkCheckpoints('tiny', job, library)).toEqual([
      { name: 'tiny', bytes: checkpoint.bytes, damage: ['model.safetensors is damaged'] },
    ]);
    expect(existsSync(weights)).toBe(true);
    const again = await add(library, published, 'tiny');
    expect(again.notes).toEqual([
      'Its files in the library were damaged (model.safetensors is damaged); they were replaced.',
    ]);
    expect((await checkCheckpoints(null, job, library)).flatMap(({ damage }) => damage)).toEqual([]);
    expect(begun(library)).toEqual([]);
  });

  test('and what is written of a name is told where it cannot be read', async () => {
    const library = temporaryFolder();
    await add(library, published, 'tiny');
    writeFileSync(entryFile(library, 'owner/broken'), '{');
    const { checkpoints, unreadable } = await listCheckpoints(library);
    expect(checkpoints).toHaveLength(1);
    expect(unreadable.map(({ name }) => name)).toEqual(['owner/broken']);
    expect((await checkCheckpoints(null, job, library)).at(-1)!.damage[0]).toContain(
      'cannot be read, or is damaged',
    );
  });

  test('and content goes with the last of its names', async () => {
    const library = temporaryFolder();
    const { checkpoint } = await add(library, published, 'one');
    await add(library, published, 'two');
    const one = await removeFromLibrary(library, await entryNamed(library, 'one'));
    expect(one).toEqual({ freed: 0, others: ['two'] });
    expect(content(library)).toHaveLength(1);
    // By the beginning of its hash.
    const two = await removeFromLibrary(library, await entryNamed(library, checkpoint.hash.slice(0, 8)));
    expect(two).toEqual({ freed: checkpoint.bytes, others: [] });
    expect(content(library)).toEqual([]);
    await expect(entryNamed(library, 'two')).rejects.toThrow('There is no checkpoint "two".');
  });

  test('since one process at a time changes it, and none waits for one that was killed', async () => {
    const library = temporaryFolder();
    const order: string[] = [];
    const slow = whileLocked(library, async () => {
      order.push('first begins');
      await sleep(100);
      order.push('first ends');
    });
    await vi.waitFor(() => expect(order).toHaveLength(1));
    await Promise.all([slow, whileLocked(library, async () => void order.push('second'))]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);

    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(join(library, 'lock'), `${hostname()} ${dead.pid} 00`);
    await whileLocked(library, async () => void order.push('third'));
    expect(order.at(-1)).toBe('third');
    expect(readdirSync(library)).toEqual([]);
  });
});
