import { hash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { importSample, trainedRun } from '../export/trained-run.testing.ts';
import { readRun } from '../runs/run-files.ts';
import { runFolder } from '../runs/run-folder.ts';
import { sealRun } from '../runs/seal.ts';

const settings = { recipe: 'document-attention', epochs: 1, width: 8, trainSize: 100, ensemble: true };

test('a byte that changed in any file of a run is noticed before the run is used', async () => {
  const store = temporaryStore();
  await importSample(store);
  const run = await trainedRun(store, settings);
  const folder = runFolder(store, run);
  const files = readdirSync(folder).filter((file) => file !== 'SHA256SUMS');
  expect(files).toEqual(
    expect.arrayContaining(['config.json', 'model.safetensors', 'ngrams.tsv', 'run.json']),
  );
  const hashes = files.map((file) => `${hash('sha256', readFileSync(join(folder, file)))}  ${file}\n`);
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(hashes.toSorted().join(''));
  for (const file of files) {
    const path = join(folder, file);
    const whole = readFileSync(path);
    for (const share of [0, 0.3, 0.7, 0.999]) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor(share * bytes.length)]! ^= 1;
      writeFileSync(path, bytes);
      await expect(readRun(store, run)).rejects.toThrow(file);
    }
    rmSync(path);
    await expect(readRun(store, run)).rejects.toThrow(/ is gone|has no saved model/);
    writeFileSync(path, whole);
    await expect(readRun(store, run)).resolves.toMatchObject({ classes: ['negative', 'positive'] });
  }
});

test('what a killed process left half-written goes when the run is done, and a run without hashes is read', async () => {
  const store = temporaryStore();
  await importSample(store);
  const run = await trainedRun(store, settings);
  const folder = runFolder(store, run);
  writeFileSync(join(folder, 'model.safetensors.0a1b2c3d4e5f.part'), 'half');
  writeFileSync(join(folder, 'ngrams.tsv.new'), 'half');
  await sealRun(store, run);
  expect(readdirSync(folder).filter((file) => /part|new/.test(file))).toEqual([]);
  rmSync(join(folder, 'SHA256SUMS'));
  await expect(readRun(store, run)).resolves.toMatchObject({ config: { recipe: 'document-attention' } });
});
