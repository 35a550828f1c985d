import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { importFile } from '../../src-main/ingest/import.ts';
import { openStore } from '../../src-main/store/open.ts';
import { studyProcesses } from '../../src-main/study/context/processes.ts';
import { studyRequestSchema } from '../../src-main/study/context/request.ts';
import type { StudyResult } from '../../src-main/study/context/result.ts';
import { runStudy } from '../../src-main/study/context/run-study.ts';
import { asCsv, plantedTexts } from './planted-effect.ts';

/** Studies texts with a planted effect with the cheapest arms, of windows of one text. */
export async function studyOfPlanted(effect: number, count: number, seed: number): Promise<StudyResult> {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-planted-'));
  const file = join(folder, 'planted.csv');
  writeFileSync(file, asCsv(plantedTexts(effect, count, seed)));
  const store = openStore(join(folder, 'workspace'));
  const processes = studyProcesses(store, null);
  try {
    await importFile(store, file, { as: null, labels: 'sentiment' });
    const config = trainConfigSchema.parse({
      recipe: 'contextual-sentiment',
      device: 'cpu',
      width: 16,
      heads: 1,
      epochs: 8,
      seed,
    });
    const request = studyRequestSchema.parse({
      encoders: [{ name: 'words', config }],
      arms: ['none', 'cross', 'label-history'],
      windows: [1],
      seeds: 1,
    });
    return await runStudy(store, request, processes, {
      emit: () => {},
      signal: new AbortController().signal,
    });
  } finally {
    processes.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
