import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { openStore } from '../../store/open.ts';
import { createRun } from '../../store/runs.ts';
import { isUnused } from '../../store/sole-user.ts';
import { demoName, finishDemoWorkspace, markerFile, takeDemoWorkspace } from './demo-workspace.ts';

const sample = join(import.meta.dirname, '../../../resources/sample/sentiment.csv');
const headlines = 'text,label\nprofit of Acme rises again,good\nlosses at Borogove widen,bad\n';

/** A demo that has ended: a database with the sample's labels, the files of a run, and its marker. */
async function demo(base: string, { stopped = false } = {}): Promise<string> {
  const { folder } = takeDemoWorkspace(base, null);
  await importInto(folder, sample);
  mkdirSync(join(folder, 'runs/1'), { recursive: true });
  writeFileSync(join(folder, 'runs/1/run.json'), '{}');
  const store = openStore(folder);
  if (!stopped) finishDemoWorkspace(folder, store);
  store.close();
  return folder;
}

async function importInto(folder: string, file: string): Promise<void> {
  const store = openStore(folder);
  await importFile(store, file, { as: null, labels: 'sentiment' });
  store.close();
}

describe('the demo of the sample', () => {
  test.each([false, true])('clears what the one before it left (stopped: %s), by name', async (stopped) => {
    const base = join(temporaryFolder(), 'demo');
    const folder = await demo(base, { stopped });
    writeFileSync(join(folder, 'runs/1/tokenizer.json'), '{}');
    writeFileSync(join(folder, 'runs/1/modules.json'), '[]');
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    mkdirSync(join(folder, 'exports/run-1-onnx'), { recursive: true });
    writeFileSync(join(folder, 'exports/run-1-onnx/model.onnx'), '');
    writeFileSync(join(folder, 'runs/1/notes.txt'), 'epoch 7 looks odd');
    expect(takeDemoWorkspace(base, null)).toEqual({ folder: base, note: null });
    expect(readdirSync(folder, { recursive: true }).map(String).toSorted()).toEqual([
      markerFile,
      'exports',
      'exports/run-1-onnx',
      'exports/run-1-onnx/model.onnx',
      'runs',
      'runs/1',
      'runs/1/notes.txt',
      'thesis.txt',
    ]);
  });

  test('leaves a folder alone that it did not make, and says so', () => {
    const base = join(temporaryFolder(), 'demo');
    mkdirSync(base);
    writeFileSync(join(base, 'contexture.db'), 'somebody’s');
    const { folder, note } = takeDemoWorkspace(base, null);
    expect(folder).toBe(`${base}-2`);
    expect(note).toContain(`${base} was left untouched`);
    expect(readFileSync(join(base, 'contexture.db'), 'utf8')).toBe('somebody’s');
  });

  test.each(['', '{}', '{"madeBy":"somebody","file":null,"contents":null}'])(
    'takes %j for no marker of its own',
    (content) => {
      const base = join(temporaryFolder(), 'demo');
      mkdirSync(base);
      writeFileSync(join(base, markerFile), content);
      expect(takeDemoWorkspace(base, null).folder).toBe(`${base}-2`);
    },
  );

  test.each([false, true])(
    'leaves its workspace alone once it holds data of the user’s (stopped: %s)',
    async (stopped) => {
      const base = join(temporaryFolder(), 'demo');
      await demo(base, { stopped });
      await importInto(base, temporaryFile('own.csv', headlines));
      const { folder, note } = takeDemoWorkspace(base, null);
      expect({ folder, note }).toEqual({
        folder: `${base}-2`,
        note: `${base} was left untouched: it contains data, labels or runs of yours.`,
      });
      expect(existsSync(join(base, 'contexture.db'))).toBe(true);
      // The second folder is the demo's from then on, and used again.
      expect(takeDemoWorkspace(base, null).folder).toBe(`${base}-2`);
    },
  );

  test('leaves its workspace alone once a run was trained in it', async () => {
    const base = join(temporaryFolder(), 'demo');
    await demo(base);
    const store = openStore(base);
    createRun(store, { recipe: 'topic', config: '{}', version: '0' });
    store.close();
    expect(takeDemoWorkspace(base, null).folder).toBe(`${base}-2`);
  });

  test('does not take data for its own that came while it ran', async () => {
    const base = join(temporaryFolder(), 'demo');
    takeDemoWorkspace(base, null);
    await importInto(base, temporaryFile('own.csv', headlines));
    const store = openStore(base);
    finishDemoWorkspace(base, store);
    store.close();
    expect(takeDemoWorkspace(base, null).folder).toBe(`${base}-2`);
  });

  test('does not pull the database from under another program', async () => {
    const base = join(temporaryFolder(), 'demo');
    await demo(base);
    const open = openStore(base);
    expect(takeDemoWorkspace(base, null).note).toContain('open in another program');
    expect(isUnused(base)).toBe(false);
    open.close();
    expect(isUnused(base)).toBe(true);
    expect(takeDemoWorkspace(base, null).folder).toBe(base);
  });

  test('is not stopped by a file of its name or a broken database', () => {
    const base = join(temporaryFolder(), 'demo');
    writeFileSync(base, 'a file');
    const { folder } = takeDemoWorkspace(base, null);
    writeFileSync(join(folder, 'contexture.db'), 'no database, '.repeat(1000));
    expect(takeDemoWorkspace(base, null).folder).toBe(`${base}-3`);
    expect(readFileSync(join(folder, 'contexture.db'), 'utf8')).toContain('no database');
  });

  test('says what to do where no folder can be made', () => {
    const file = temporaryFile('a-file', '');
    expect(() => takeDemoWorkspace(join(file, 'demo'), null)).toThrow(/--workspace/u);
  });
});

describe('the demo of a file', () => {
  test('keeps its workspace from one time to the next, and shares it with no other file', async () => {
    const base = join(temporaryFolder(), 'demo-own');
    const [first, second] = [temporaryFile('own.csv', headlines), temporaryFile('own.csv', headlines)];
    await importInto(takeDemoWorkspace(base, first).folder, first);
    expect(takeDemoWorkspace(base, first)).toEqual({ folder: base, note: null });
    expect(existsSync(join(base, 'contexture.db'))).toBe(true);
    expect(takeDemoWorkspace(base, second).folder).toBe(`${base}-2`);
    expect(takeDemoWorkspace(base, first).folder).toBe(base);
  });

  test.each([
    ['stockerbot-export.csv', 'demo-stockerbot-export'],
    ['../Börse: Juli/../$$.csv', 'demo-file'],
    ['Kurse & Köpfe.tar.gz', 'demo-Kurse-Köpfe-tar'],
  ])('%s works in %s', (file, name) => {
    expect(demoName(file)).toBe(name);
    expect(dirname(join('/data', name))).toBe('/data');
  });
});
