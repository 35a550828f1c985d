import { corpus } from './0001-corpus.ts';
import { runs } from './0002-runs.ts';
import { prices } from './0003-prices.ts';
import { curves } from './0004-curves.ts';
import { modelLabels } from './0005-model-labels.ts';
import { topicEmbeddings } from './0006-topic-embeddings.ts';
import { predictedRows } from './0007-predicted-rows.ts';
import { remedies } from './0008-remedies.ts';
import { keptRecords } from './0009-kept-records.ts';
import { fileShapes } from './0010-file-shapes.ts';
import { runNotes } from './0011-run-notes.ts';
import { judgements } from './0012-judgements.ts';
import { labelSources } from './0013-label-sources.ts';
import { foundTopics } from './0014-found-topics.ts';
import { deletions } from './0015-deletions.ts';
import { timedKeys } from './0016-timed-keys.ts';
import { lastingNumbers } from './0017-lasting-numbers.ts';
import { byHand } from './0018-by-hand.ts';
import { classNames } from './0019-class-names.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. A step that was published is never changed; add another. */
export const migrations: readonly Migration[] = [
  corpus,
  runs,
  prices,
  curves,
  modelLabels,
  topicEmbeddings,
  predictedRows,
  remedies,
  keptRecords,
  fileShapes,
  runNotes,
  judgements,
  labelSources,
  foundTopics,
  deletions,
  timedKeys,
  lastingNumbers,
  byHand,
  classNames,
];
