import type { ReadableStore } from '../../store/store.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import type { StudyExpectation } from './expectation.ts';
import { expectedTime } from './expected-time.ts';
import { isDone } from './folder.ts';
import { prepareStudy } from './prepare.ts';
import { detectableSentence } from './report-data.ts';
import type { StudyRequest } from './request.ts';

/**
 * @param processes trainings at the same time
 * @throws UserError where the data do not allow the study
 */
export async function expectationOf(
  store: ReadableStore,
  asked: StudyRequest,
  processes: number,
): Promise<StudyExpectation> {
  const prepared = await prepareStudy(store, asked);
  const { study, folder, tasks, data, detectable, assumed, looked } = prepared;
  const { train, valid, test } = data.parts;
  return {
    study,
    trainings: tasks.length,
    done: tasks.filter((task) => isDone(folder, task)).length,
    texts: { train: train.length, valid: valid.length, test: test.length },
    clusters: new Set(clustersOf(test)).size,
    classes: data.classes,
    detectable,
    ifAlike: assumed.ifAlike,
    detectableSentence: detectableSentence({ detectable, assumed }),
    warnings: looked.warnings,
    processes,
    time: expectedTime(store, { ...prepared, texts: train.length }, processes),
  };
}
