/** How often the test part of a study was looked at. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type CountedLooks, countLooks } from '../../runs/looks.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TestedText } from '../../store/tested-parts.ts';
import { readRow } from '../../recipes/classify/classifier-scores.ts';
import type { StudyData } from './data.ts';
import { hashOf, studiesFolder } from './folder.ts';
import type { Task } from './plan.ts';

/** Keeps that trainings of a study were scored on its test part, and counts all models that were. */
export function countLooksOfStudy(
  store: ReadableStore,
  study: string,
  data: StudyData,
  trained: readonly Pick<Task, 'key' | 'seed'>[],
): CountedLooks {
  const earlier = earlierStudies(store, data);
  const counted = countLooks(store, testPartOf(data), [
    ...trained.map(({ key, seed }) => `study ${study}, ${key}, seed ${seed}`),
    ...earlier.studies.filter((one) => one !== study).map((one) => `study ${one}`),
  ]);
  return { ...counted, looksProblem: counted.looksProblem ?? earlier.problem };
}

/** The test part of a study, as a run stores it. */
function testPartOf({ parts: { test }, classes }: StudyData): TestedText[] {
  return test.map((item) => ({ ...readRow(item), truth: classes[item.label]! }));
}

interface EarlierStudies {
  studies: string[];
  /** Why there are none, as a sentence; null: they could be read. */
  problem: string | null;
}

/** Studies by the fingerprint of what they were tested on. */
const earlierSchema = z.record(z.string(), z.array(z.string()));

/**
 * Studies of versions that kept no looks in `looks.jsonl`, but studies in a file of their own, by another fingerprint. How
 * many trainings each made is not known, so that it is one look at least.
 */
function earlierStudies(store: ReadableStore, { parts: { test } }: StudyData): EarlierStudies {
  const path = join(studiesFolder(store), 'looks.json');
  if (!existsSync(path)) return { studies: [], problem: null };
  const part = hashOf(
    JSON.stringify(test.map(({ document, line, text, label }) => [document, line, text, label])),
  );
  try {
    const studies = earlierSchema.parse(JSON.parse(readFileSync(path, 'utf8')))[part] ?? [];
    return { studies, problem: null };
  } catch {
    // What was trained is not lost for this.
    return {
      studies: [],
      problem: `${path} is damaged, so studies of earlier versions do not count as looks.`,
    };
  }
}
