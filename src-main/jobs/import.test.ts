import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFile, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { recognisedReading as reading } from '../ingest/reading.ts';
import { LineReader } from '../ingest/lines.ts';
import { endLease, takeLease } from '../store/lease.ts';
import { overview } from '../store/overview.ts';
import type { WritableStore } from '../store/store.ts';
import { runImport } from './import.ts';
import type { JobUpdate } from './updates.ts';

const names = (ticker: string): string =>
  temporaryFile(`${ticker}.csv`, `ticker,name\n${ticker},${ticker} Inc.\n`);

function run(store: WritableStore, files: string[], emit: (event: JobUpdate) => void = () => {}) {
  const spec = { files, as: null, labels: null, reading };
  return runImport(spec, { store, emit, signal: new AbortController().signal });
}

describe('files are looked at before the first is stored', () => {
  test('every one that is missing is named, with what was meant', async () => {
    const store = temporaryStore();
    const good = names('GS');
    const missing = [`${good.slice(0, -6)}gs.csv`, join(temporaryFolder(), 'no', 'x.csv')];
    await expect(run(store, [good, ...missing, temporaryFolder()])).rejects.toMatchObject({
      kind: 'input',
      message: expect.stringMatching(
        /^3 of 4 files cannot be read, so nothing was imported\.\n.*gs\.csv: there is no such file\. Did you mean "GS\.csv"\?\n.*x\.csv: there is no such file\.\n.*: it is a folder, not a file\.$/,
      ),
    });
    expect(overview(store)).toMatchObject({ sources: [], documents: 0 });
  });

  test('so is one that holds no text', async () => {
    const store = temporaryStore();
    const archive = temporaryFile('b.csv', Buffer.from('504b030414000000', 'hex'));
    await expect(run(store, [names('GS'), archive, names('MS')])).rejects.toThrow(
      /^1 of 3 files cannot be read, so nothing was imported\.\n.*b\.csv: it is a damaged or incomplete ZIP archive/,
    );
    expect(overview(store).sources).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')('so is a pipe, at which nothing waits', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    spawnSync('mkfifo', [pipe]);
    await expect(run(temporaryStore(), [pipe])).rejects.toThrow(/pipe: it is a pipe or a device/);
  });

  test('a kind that there is not is a wrong use, whatever the files are', async () => {
    const spec = { files: [names('GS'), 'missing.csv'], as: 'price', labels: null, reading };
    const context = { store: temporaryStore(), emit: () => {}, signal: new AbortController().signal };
    await expect(runImport(spec, context)).rejects.toMatchObject({
      kind: 'use',
      message: expect.stringContaining('Did you mean "prices"?'),
    });
  });
});

describe('a file that fails later does not hinder the others', () => {
  test('one that disappears meanwhile, and one that is nothing known', async () => {
    const store = temporaryStore();
    const files = [names('GS'), names('MS'), temporaryFile('x.csv', 'a,b,c\n1,2,3\n'), names('JPM')];
    const told: string[] = [];
    const results = await run(store, files, (event) => {
      if (event.type === 'progress') rmSync(files[1]!, { force: true });
      if (event.type === 'message') told.push(event.text);
    });
    expect(results).toMatchObject([
      { file: 'GS.csv', problem: null, accepted: 1 },
      {
        file: 'MS.csv',
        kind: null,
        problem: { kind: 'input', message: `${files[1]}: there is no such file.` },
      },
      {
        file: 'x.csv',
        kind: null,
        problem: { kind: 'input', message: expect.stringMatching(/not recognised/) },
      },
      { file: 'JPM.csv', problem: null, accepted: 1 },
    ]);
    expect(told[1]).toBe(`${files[1]}: there is no such file.`);
    expect(overview(store).sources.map(({ name }) => name)).toEqual(['JPM.csv', 'GS.csv']);
  });

  test('one whose disk gives out says how many of its records are stored', async () => {
    const store = temporaryStore();
    const file = names('GS');
    const lines = ['ticker,name', 'GS,Goldman'].map((text, i) => {
      return { text, number: i + 1, byte: 12 * i, overlong: false };
    });
    // Its first lines are read twice: to recognise it, and with the others.
    let times = 0;
    vi.spyOn(LineReader.prototype, 'blocks').mockImplementation(async function* () {
      yield [{ lines, bytesRead: 22 }];
      times++;
      if (times > 1) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    });
    try {
      const [result] = await run(store, [file]);
      expect(result).toMatchObject({
        kind: 'companies',
        accepted: 1,
        problem: {
          kind: 'input',
          message: `${file}: the disk failed to read it. The 1 record before that was stored; import the file again for the rest.`,
        },
      });
    } finally {
      vi.restoreAllMocks();
    }
  });

  test('an only file that fails is the error itself', async () => {
    await expect(run(temporaryStore(), [temporaryFile('x.csv', 'a,b,c\n1,2,3\n')])).rejects.toThrow(
      /x\.csv: not recognised/,
    );
  });
});

test('an import waits for the end of another one', async () => {
  const store = temporaryStore();
  takeLease(store.dir, 'import');
  const said: JobUpdate[] = [];
  const results = await run(store, [names('GS')], (event) => {
    said.push(event);
    endLease(store.dir, 'import');
  });
  expect(said[0]).toEqual({
    type: 'message',
    text: 'Another import into this workspace is running, or its bin is being emptied: waiting for the end',
  });
  expect(results).toMatchObject([{ accepted: 1 }]);
});

test('what follows the last file is one piece, before which alone an import can wait', async () => {
  const events: string[] = [];
  const files = [names('GS'), names('MS')];
  await run(temporaryStore(), files, (event) => {
    if (event.type === 'progress') events.push(event.stage);
    if (event.type === 'last-piece') events.push(event.type);
  });
  expect(events.filter((event, at) => event !== events[at - 1])).toEqual(['GS.csv', 'MS.csv', 'last-piece']);
});
