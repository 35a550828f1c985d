/** Labels by hand: what people said of texts, and the label that follows from it. */
import { UserError } from '../errors.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';

/**
 * `blind`: of the text alone; `window`: after its context window was seen; `bulk`: of all texts of a filter at once,
 * without reading each; `adjudicated`: the last word where annotators differ.
 */
export const judgementStages = ['blind', 'window', 'bulk', 'adjudicated'] as const;
export type JudgementStage = (typeof judgementStages)[number];

export interface Judgement {
  scheme: string;
  annotator: string;
  stage: JudgementStage;
  value: string;
}

/** What an annotator said of a text in the end, adjudications aside. */
export interface FinalJudgement {
  document: number;
  annotator: string;
  value: string;
  stage: JudgementStage;
}

/** What was undone. */
export interface UndoneAction {
  stage: JudgementStage;
  value: string;
  documents: number[];
  /** What the annotator said of the first text alone, which stands now; null: nothing. */
  blind: string | null;
  /** The annotator's last word on the first text, which stands now; null: nothing. */
  last: string | null;
}

/**
 * Stores what an annotator says of texts, as one action, and the labels that follow, in one transaction.
 *
 * @throws UserError if a text is not there
 */
export function judge(store: WritableStore, documents: readonly number[], judgement: Judgement): void {
  const run = transactional(store, () => {
    const { db } = store;
    // Above every action that there was, those in the bin too: none has a number above that of its rows.
    const action = db
      .prepare<[], number>("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'judgement'")
      .pluck()
      .get()!;
    const exists = db.prepare<[number]>('SELECT 1 FROM document WHERE id = ?');
    const insert = db.prepare(
      `INSERT INTO judgement (action, document_id, scheme, annotator, stage, value, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    const { scheme, annotator, stage, value } = judgement;
    const now = Date.now();
    for (const document of documents) {
      if (exists.get(document) === undefined) {
        throw new UserError('use', `There is no text ${document} in this workspace.`);
      }
      insert.run(action, document, scheme, annotator, stage, value, now);
    }
    settle(store, scheme, documents);
  });
  run();
}

/** Takes back the last action of an annotator, and the labels that followed; null: there is none. */
export function undoJudgement(
  store: WritableStore,
  { scheme, annotator }: Pick<Judgement, 'scheme' | 'annotator'>,
): UndoneAction | null {
  const run = transactional(store, () => {
    const { db } = store;
    const rows = db
      .prepare<[object], { document: number; stage: JudgementStage; value: string }>(
        `SELECT document_id AS document, stage, value FROM judgement WHERE action =
           (SELECT max(action) FROM judgement WHERE scheme = @scheme AND annotator = @annotator)
         ORDER BY id`,
      )
      .all({ scheme, annotator });
    const [first] = rows;
    if (!first) return null;
    db.prepare(
      `DELETE FROM judgement WHERE action =
         (SELECT max(action) FROM judgement WHERE scheme = @scheme AND annotator = @annotator)`,
    ).run({ scheme, annotator });
    const documents = rows.map(({ document }) => document);
    settle(store, scheme, documents);
    const standing = db
      .prepare<[object], { stage: JudgementStage; value: string }>(
        `SELECT stage, value FROM judgement WHERE document_id = @document AND scheme = @scheme
           AND annotator = @annotator AND stage <> 'adjudicated' ORDER BY id DESC`,
      )
      .all({ document: documents[0], scheme, annotator });
    return {
      stage: first.stage,
      value: first.value,
      documents,
      blind: standing.find(({ stage }) => stage === 'blind')?.value ?? null,
      last: standing[0]?.value ?? null,
    };
  });
  return run();
}

/** The last word of each annotator on a text; what was labelled all at once counts where nobody has read it. */
const finals = `SELECT j.annotator, j.value, max(j.id) FROM judgement j
  WHERE j.document_id = @document AND j.scheme = @scheme AND j.stage <> 'adjudicated' AND (j.stage <> 'bulk' OR NOT EXISTS (
    SELECT 1 FROM judgement r WHERE r.document_id = @document AND r.scheme = @scheme AND r.stage IN ('blind', 'window')))
  GROUP BY j.annotator`;

/** The label of a text: what was adjudicated, or what all annotators say; none where they differ. */
export function settle({ db }: WritableStore, scheme: string, documents: readonly number[]): void {
  const decided = db
    .prepare<[object], string | null>(
      `SELECT coalesce(
         (SELECT value FROM judgement WHERE document_id = @document AND scheme = @scheme AND stage = 'adjudicated'
          ORDER BY id DESC LIMIT 1),
         (SELECT CASE WHEN min(value) = max(value) THEN min(value) END FROM (${finals})))`,
    )
    .pluck();
  const remove = db.prepare(
    `DELETE FROM label WHERE document_id = @document AND scheme = @scheme AND origin = 'manual'`,
  );
  const insert = db.prepare(
    `INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (@document, @scheme, 'manual', @value, @now)`,
  );
  const now = Date.now();
  for (const document of documents) {
    const value = decided.get({ document, scheme }) ?? null;
    remove.run({ document, scheme });
    if (value !== null) insert.run({ document, scheme, value, now });
  }
}

/** The last word of every annotator on every text of a scheme, by text. */
export function finalJudgements(store: ReadableStore, scheme: string): FinalJudgement[] {
  return store.db
    .prepare<[string], FinalJudgement & { last: number }>(
      `SELECT document_id AS document, annotator, value, stage, max(id) AS last FROM judgement
       WHERE scheme = ? AND stage <> 'adjudicated' GROUP BY document_id, annotator ORDER BY document_id, annotator`,
    )
    .all(scheme)
    .map(({ document, annotator, value, stage }) => ({ document, annotator, value, stage }));
}

/** What annotators said of a text alone, each the last time. */
export function blindJudgements(store: ReadableStore, scheme: string): FinalJudgement[] {
  return store.db
    .prepare<[string], FinalJudgement & { last: number }>(
      `SELECT document_id AS document, annotator, value, stage, max(id) AS last FROM judgement
       WHERE scheme = ? AND stage = 'blind' GROUP BY document_id, annotator ORDER BY document_id, annotator`,
    )
    .all(scheme)
    .map(({ document, annotator, value, stage }) => ({ document, annotator, value, stage }));
}

/** What was decided of texts on which annotators differ, by document. */
export function adjudications(store: ReadableStore, scheme: string): Map<number, string> {
  return new Map(
    store.db
      .prepare<[string], [number, string, number]>(
        `SELECT document_id, value, max(id) FROM judgement WHERE scheme = ? AND stage = 'adjudicated'
         GROUP BY document_id`,
      )
      .raw()
      .all(scheme)
      .map(([document, value]) => [document, value]),
  );
}
