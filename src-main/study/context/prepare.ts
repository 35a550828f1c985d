/** A study before anything is trained: its texts, its windows, its trainings, and what it could show. */
import { UserError } from '../../errors.ts';
import { checkTickers } from '../../recipes/check-tickers.ts';
import { dataHash } from '../../recipes/texts/data-hash.ts';
import type { ReadableStore } from '../../store/store.ts';
import { resultsVersion } from '../../version.ts';
import { testPartPower, usualDiscordance } from '../statistics/test-part-power.ts';
import { type StudyData, studyData } from './data.ts';
import { hashOf, studyFolder } from './folder.ts';
import { type Looked, lookAhead } from './guards.ts';
import { type Task, tasksOf } from './plan.ts';
import type { StudyRequest } from './request.ts';
import type { StudyResult } from './result.ts';

export interface PreparedStudy extends Pick<StudyResult, 'study' | 'folder' | 'detectable' | 'assumed'> {
  data: StudyData;
  looked: Looked;
  /** With the arms that the data require. */
  request: StudyRequest;
  /** Of all texts, labels and windows. */
  fingerprint: string;
  tasks: Task[];
}

/** @throws UserError where the data do not allow it */
export async function prepareStudy(
  store: ReadableStore,
  asked: StudyRequest,
  signal: AbortSignal | null = null,
): Promise<PreparedStudy> {
  const { config } = asked.encoders[0]!;
  if (asked.encoders.some((encoder) => !encoder.config.tested)) {
    throw new UserError('use', 'All arms of a study are tested: leave tested as it is.');
  }
  checkTickers(store, config.symbols, 'texts');
  const data = await studyData(store, config, signal);
  const looked = lookAhead(store, data, asked);
  const request = { ...asked, arms: looked.arms };
  const fingerprint = hashOf(
    looked.windows.map((windows) => dataHash(store, data.classes, data.parts, windows, data.mask)).join(),
  );
  // What does not change the results is no part of the name.
  const { processes: _, budget: __, sparse: ___, ages, ...named } = request;
  const limits = ages.length === 0 ? {} : { ages };
  const study = hashOf(JSON.stringify({ ...named, ...limits, fingerprint, version: resultsVersion })).slice(
    0,
    12,
  );
  return {
    study,
    folder: studyFolder(store, study),
    data,
    looked,
    request,
    fingerprint,
    tasks: tasksOf(request),
    ...detectableOf(data),
  };
}

function detectableOf(data: StudyData): Pick<StudyResult, 'detectable' | 'assumed'> {
  const { difference, ifAlike, effectiveTexts, correlation } = testPartPower(data.parts.test);
  return {
    detectable: difference,
    assumed: { ifAlike, level: 0.05, power: 0.8, discordant: usualDiscordance, effectiveTexts, correlation },
  };
}
