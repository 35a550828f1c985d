/** How faithful the attention of a run is over its whole test part. */
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { windowOf, windowSize } from '../../configs/contextual.ts';
import { Random } from '../../random.ts';
import { fingerprintOfRun, hashOf, keep, type Kept, readKept } from '../../runs/kept-explanations.ts';
import { windowsOf } from '../../recipes/texts/contextual-examples.ts';
import { TokenStore } from '../../recipes/texts/token-store.ts';
import { documentsByIds } from '../../store/documents.ts';
import { predictedRows } from '../../store/predicted-rows.ts';
import type { ReadableStore } from '../../store/store.ts';
import { textsByIds } from '../../store/texts.ts';
import type { DocumentRow } from '../../store/types.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { shuffledWithinCompany } from '../context/data.ts';
import { resultsVersion } from '../../version.ts';
import { openReader, type TextReader } from '../explain.ts';
import { kendallTauB } from '../statistics/kendall.ts';
import { descending, faithfulness, mostTexts, subsetsOf } from './erasure.ts';
import { explainWindows, type ExplainedWindow } from './explain-windows.ts';
import { shorterWindows } from './shorter-windows.ts';
import { summaryOf, type MeasuredText } from './test-part-summary.ts';
import { type ExplainedRow, type ExplainedTestPart, explainedTestPartSchema } from './test-part-result.ts';

export interface TestPartRequest {
  run: number;
  /** Texts that are explained, drawn by chance where there are more; null: all. */
  texts: number | null;
  /** Other runs whose attention is compared, such as those of other seeds. */
  others: readonly number[];
  seed: number;
}

/** Texts that are read between two chances to cancel: few where each passes through a checkpoint. */
const textsAtOnce = ({ files }: Pick<TextReader, 'files'>): number => (files.bert ? 4 : 32);
/** Orders drawn by chance for each text. */
const randomOrders = 3;

interface TestedText {
  document: DocumentRow;
  truth: string;
  /** Document ids, oldest first. */
  window: number[];
}

/**
 * Explains every text of the test part of a run that has a window: comprehensiveness and sufficiency of attention, of
 * leave-one-out, of recency and of chance, and how attention and leave-one-out agree.
 *
 * @throws UserError if the run reads no window or was not tested on documents; the signal's reason if it was stopped
 */
export async function explainTestPart(
  store: ReadableStore,
  request: TestPartRequest,
  { emit, signal }: TrainingContext,
): Promise<ExplainedTestPart> {
  const started = performance.now();
  const { run, seed } = request;
  const reader = await openReader(store, run);
  const others: { run: number; reader: TextReader }[] = [];
  try {
    checkWindow(run, reader);
    for (const other of request.others) {
      others.push({ run: other, reader: await openReader(store, other) });
      checkWindow(other, others.at(-1)!.reader);
    }
    const { tested, withWindow } = testedTexts(store, run, reader);
    const chosen = drawn(withWindow, request.texts, seed);
    const training = shorterWindows(store, run, reader.files.config);
    const { name, fingerprint } = namesOf(store, request, { tested, chosen, training });
    const before: Kept = fingerprint === null ? { is: 'none' } : readKept(store, run, name, fingerprint);
    const known = before.is === 'kept' ? keptResult(before.content) : null;
    if (known !== null) return known;
    const documents = documentsByIds(store, [...new Set(chosen.flatMap(({ window }) => window))]);
    const byId = new Map(documents.map((document) => [document.id, document]));
    const shuffled = shuffledWithinCompany(
      chosen.map(({ document }) => ({ symbol: document.symbols[0] ?? '' })),
      chosen.map(({ window }) => window),
      seed,
    );
    const random = new Random(seed);
    const measured: MeasuredText[] = [];
    const atOnce = textsAtOnce(reader);
    for (let start = 0; start < chosen.length; start += atOnce) {
      signal.throwIfAborted();
      emit({
        type: 'progress',
        stage: 'explaining',
        done: start,
        total: chosen.length,
        unit: 'texts',
      });
      const part = chosen.slice(start, start + atOnce);
      const read = await readPart(store, reader, part, random);
      const exchanged = await tausOf(
        store,
        reader,
        part.map(({ document }) => document),
        shuffled.slice(start, start + atOnce),
      );
      const ofOthers: (readonly (number[] | null)[])[] = [];
      for (const other of others) ofOthers.push(await attentionsOf(store, other.reader, part));
      part.forEach((text, at) => {
        const { window, ...found } = read[at]!;
        measured.push({
          row: rowOf(text, window, found, { classes: reader.files.classes, byId }),
          recencyAgreement: kendallTauB(
            window.changes.map((_, position) => position),
            window.changes.map(Math.abs),
          ),
          shuffledAgreement: exchanged[at]!,
          othersAgreement: ofOthers.map((attentions) =>
            sharedAgreement(window.attention, attentions[at] ?? null),
          ),
        });
      });
    }
    const result: ExplainedTestPart = {
      ...summaryOf(run, measured, request.others),
      seed,
      computedAt: Date.now(),
      // What this version cannot read was written by another.
      kept: before.is === 'kept' ? 'stale' : before.is,
      tested,
      withWindow: withWindow.length,
      explained: chosen.length,
      shorterWindows: training,
      rows: measured.map(({ row }) => row),
      seconds: (performance.now() - started) / 1000,
    };
    if (fingerprint !== null) keep(store, run, name, { fingerprint, content: JSON.stringify(result) });
    return result;
  } finally {
    for (const opened of [reader, ...others.map((other) => other.reader)]) await opened.predictor.dispose();
  }
}

/**
 * What the results of a request are called, and a fingerprint of all that they are made of; null: the files of a run have
 * no hashes, so that it is not known whether they are the same.
 */
function namesOf(
  store: ReadableStore,
  { run, texts, others, seed }: TestPartRequest,
  {
    tested,
    chosen,
    training,
  }: { tested: number; chosen: readonly TestedText[]; training: ReturnType<typeof shorterWindows> },
): { name: string; fingerprint: string | null } {
  const name = hashOf(JSON.stringify({ texts, others, seed })).slice(0, 16);
  const files = [run, ...others].map((one) => fingerprintOfRun(store, one));
  if (files.includes(null)) return { name, fingerprint: null };
  const documents = chosen.flatMap(({ document, window }) => [document.id, ...window]);
  const read = textsByIds(store, new Set(documents));
  const facts = chosen.map(({ document, truth, window }) => [
    document.id,
    document.publishedAt,
    document.symbols,
    truth,
    window,
  ]);
  return {
    name,
    fingerprint: hashOf(
      JSON.stringify({ version: resultsVersion, files, tested, training, facts, read: [...read] }),
    ),
  };
}

/** null: another version wrote it. */
function keptResult(content: string): ExplainedTestPart | null {
  const read = explainedTestPartSchema.safeParse(JSON.parse(content));
  return read.success ? { ...read.data, kept: 'kept' } : null;
}

function checkWindow(run: number, { files, contextLeftOut }: TextReader): void {
  const window = windowOf(files.config);
  if (window === null) {
    throw new UserError(
      'use',
      `Run ${run} reads texts without their context; there is no window to explain.`,
    );
  }
  if (contextLeftOut) {
    throw new UserError(
      'use',
      `Run ${run} reads the text alone: in validation no epoch with context was better, so its window changes nothing.`,
    );
  }
  if (window.n > mostTexts) {
    throw new UserError(
      'use',
      `The windows of run ${run} have up to ${counted(window.n, 'text')}; at most ${mostTexts} can be explained.`,
    );
  }
}

/** The documents of the test part, and those among them that have a window. */
function testedTexts(
  store: ReadableStore,
  run: number,
  { files }: TextReader,
): { tested: number; withWindow: TestedText[] } {
  const rows = predictedRows(store, run).filter(({ part }) => part === 'test');
  if (rows.length === 0)
    throw new UserError('use', `Run ${run} was not tested, so it has no test part to explain.`);
  // A document that stands in several rows of a test file is explained once.
  const known = [
    ...new Map(
      rows.flatMap(({ document, truth }) =>
        document === null ? [] : [[document, { document, truth }] as const],
      ),
    ).values(),
  ];
  const windows = windowsOf(store, known, files.config);
  const withWindow = known.flatMap((row, at) =>
    windows[at]!.length > 0 ? [{ ...row, window: windows[at]! }] : [],
  );
  if (withWindow.length === 0) {
    throw new UserError('use', `No text of the test part of run ${run} has an earlier text in its window.`);
  }
  const documents = documentsByIds(
    store,
    withWindow.map(({ document }) => document),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    tested: rows.length,
    withWindow: withWindow.map((row) => ({ ...row, document: byId.get(row.document)! })),
  };
}

/** Some of the texts, in their order. */
function drawn(texts: TestedText[], most: number | null, seed: number): TestedText[] {
  if (most === null || texts.length <= most) return texts;
  const places = new Random(seed).shuffle([...texts.keys()]).slice(0, most);
  return places.sort((a, b) => a - b).map((place) => texts[place]!);
}

/** Texts with windows as examples, read from the workspace. */
function examplesOf(
  store: ReadableStore,
  { files }: TextReader,
  part: readonly { document: number; window: readonly number[] }[],
) {
  const texts = new TokenStore(files.vocabulary, files.config.maxTokens);
  texts.load(
    store,
    part.flatMap(({ document, window }) => [document, ...window]),
  );
  return { texts, examples: part.map(({ document, window }) => ({ text: document, window })) };
}

type Found = Pick<ExplainedRow, 'comprehensiveness' | 'sufficiency'>;

async function readPart(
  store: ReadableStore,
  reader: TextReader,
  part: readonly TestedText[],
  random: Random,
): Promise<(Found & { window: ExplainedWindow })[]> {
  const { texts, examples } = examplesOf(
    store,
    reader,
    part.map(({ document, window }) => ({ document: document.id, window })),
  );
  const { windows, ask } = await explainWindows(reader, texts, examples);
  const orders = windows.map(({ attention, changes }) => ({
    attention: attention && descending(attention),
    leaveOneOut: descending(changes),
    recency: [...changes.keys()].reverse(),
    random: Array.from({ length: randomOrders }, () => random.shuffle([...changes.keys()])),
  }));
  await ask(
    orders.map(({ attention, leaveOneOut, recency, random: chance }) =>
      [...(attention ? [attention] : []), leaveOneOut, recency, ...chance].flatMap((order) => {
        const { without, only } = subsetsOf(order);
        return [...without, ...only];
      }),
    ),
  );
  return windows.map((window, at) => {
    const { attention, leaveOneOut, recency, random: chance } = orders[at]!;
    const of = (order: readonly number[]) => faithfulness(order, window.probabilityOf);
    const byChance = chance.map(of);
    const measured = {
      attention: attention && of(attention),
      leaveOneOut: of(leaveOneOut),
      recency: of(recency),
    };
    const all = (name: 'comprehensiveness' | 'sufficiency') => ({
      attention: measured.attention && measured.attention[name],
      leaveOneOut: measured.leaveOneOut[name],
      recency: measured.recency[name],
      random: byChance.reduce((sum, one) => sum + one[name], 0) / byChance.length,
    });
    return { window, comprehensiveness: all('comprehensiveness'), sufficiency: all('sufficiency') };
  });
}

/** The agreement of attention and leave-one-out in other windows; null where there is nothing to rank. */
async function tausOf(
  store: ReadableStore,
  reader: TextReader,
  documents: readonly DocumentRow[],
  windows: readonly (readonly number[])[],
): Promise<(number | null)[]> {
  const asked = documents.flatMap(({ id }, at) => {
    // A text is no context of its own.
    const window = windows[at]!.filter((document) => document !== id);
    return window.length < 2 ? [] : [{ at, document: id, window }];
  });
  const taus = documents.map((): number | null => null);
  if (asked.length === 0) return taus;
  const { texts, examples } = examplesOf(store, reader, asked);
  const { windows: explained } = await explainWindows(reader, texts, examples);
  asked.forEach(({ at }, index) => {
    const { attention, changes } = explained[index]!;
    taus[at] = attention && kendallTauB(attention, changes.map(Math.abs));
  });
  return taus;
}

/** Of the most recent texts that both windows have: another run may read fewer. */
function sharedAgreement(first: readonly number[] | null, second: readonly number[] | null): number | null {
  if (first === null || second === null) return null;
  const shared = Math.min(first.length, second.length);
  return kendallTauB(first.slice(-shared), second.slice(-shared));
}

/** What another run attends to in the windows of these texts. */
async function attentionsOf(
  store: ReadableStore,
  reader: TextReader,
  part: readonly TestedText[],
): Promise<(number[] | null)[]> {
  const { texts, examples } = examplesOf(
    store,
    reader,
    part.map(({ document, window }) => ({
      document: document.id,
      window: window.slice(-windowSize(reader.files.config)),
    })),
  );
  const { windows } = await explainWindows(reader, texts, examples);
  return windows.map(({ attention }) => attention);
}

function rowOf(
  { document, truth, window: ids }: TestedText,
  { target, attention, changes, probabilityOf }: ExplainedWindow,
  found: Found,
  { classes, byId }: { classes: readonly string[]; byId: ReadonlyMap<number, DocumentRow> },
): ExplainedRow {
  const top = (at: number, value: number) => ({
    document: ids[at]!,
    text: byId.get(ids[at]!)!.text,
    position: ids.length - at,
    value,
  });
  const absolute = changes.map(Math.abs);
  const [attended = 0] = attention ? descending(attention) : [];
  const [influential = 0] = descending(absolute);
  return {
    document: document.id,
    publishedAt: document.publishedAt,
    symbols: document.symbols,
    text: document.text,
    truth,
    predicted: classes[target]!,
    probability: probabilityOf(2 ** ids.length - 1),
    probabilityWithoutContext: probabilityOf(0),
    texts: ids.length,
    mostAttended: attention && top(attended, attention[attended]!),
    mostInfluential: top(influential, changes[influential]!),
    agreement: attention && kendallTauB(attention, absolute),
    ...found,
  };
}
