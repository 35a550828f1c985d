/** The files of a finished study. */
import { csvLine } from '../../csv-line.ts';
import type { NameOf } from '../../class-names.ts';
import { writeHashed } from '../../runs/hash-list.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import type { WritableStore } from '../../store/store.ts';
import { mostProbable } from '../../training/probabilities.ts';
import { aboutArm, armKey } from './arms.ts';
import { asOf, type StudyData, windowsOfArm } from './data.ts';
import { configOfArm } from './plan.ts';
import type { StudyRequest } from './request.ts';
import type { StudyResult } from './result.ts';
import type { Measured } from './summary.ts';
import { comparisonsCsv, armsCsv, latexTable } from './tables.ts';
import { reportPage } from './report-page.ts';

export interface Finished {
  data: StudyData;
  request: StudyRequest;
  measured: readonly Measured[];
  result: StudyResult;
}

export function writeReport(store: WritableStore, folder: string, finished: Finished): void {
  const { result } = finished;
  const write = (name: string, content: string) => writeHashed(folder, name, content);
  write('result.json', `${JSON.stringify(result, null, 2)}\n`);
  write('arms.csv', armsCsv(result));
  write('comparisons.csv', comparisonsCsv(result));
  write('table.tex', latexTable(result));
  const nameOf = namesOfScheme(store, result.data.scheme);
  write('predictions.csv', predictionsCsv(store, finished, nameOf));
  write('report.html', reportPage(result, nameOf));
}

/** Each prediction of an arm that may be used, with the time before which everything came that it saw. */
function predictionsCsv(store: WritableStore, { data, request, measured }: Finished, nameOf: NameOf): string {
  const { test, train, valid } = data.parts;
  const time = (at: number | null) => (at === null || !Number.isFinite(at) ? '' : new Date(at).toISOString());
  // A label that tells what happened later was learned as of then.
  const learned = [...train, ...valid].flatMap(({ publishedAt, knownAt }) => knownAt ?? publishedAt ?? []);
  const learnedUntil = learned.reduce((a, b) => Math.max(a, b), -Infinity);
  const head = [
    'arm',
    'seed',
    'document',
    'line',
    'published',
    'may know what came before',
    'newest in its window',
    'newest learned',
    'label',
    'label name',
    'predicted',
    'predicted name',
    ...data.classes.map((name) => `P(${name})`),
  ];
  const lines = [csvLine(head)];
  for (const { arm, results } of measured) {
    const { window, role } = aboutArm(arm.arm);
    if (role === 'floor' || (window !== 'own' && window !== null)) continue;
    const windows = windowsOfArm(
      store,
      data,
      configOfArm(request, arm, request.encoders[0]!.config.seed),
      arm,
    ).test;
    const certificates = asOf(store, test, windows);
    for (const { seed, probabilities } of results) {
      for (const [text, row] of probabilities.entries()) {
        const { document, line, publishedAt, label } = test[text]!;
        lines.push(
          csvLine([
            armKey(arm),
            seed,
            document ?? '',
            line ?? '',
            time(publishedAt),
            time(certificates[text]!.before),
            time(certificates[text]!.newest),
            time(learnedUntil),
            ...[label, mostProbable(Float32Array.from(row))].flatMap((index) => {
              const value = data.classes[index]!;
              return [value, nameOf(value)];
            }),
            ...row.map((probability) => probability.toFixed(5)),
          ]),
        );
      }
    }
  }
  return lines.join('');
}
