import type { NameOf } from '../../class-names.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { documentById } from '../../store/documents.ts';
import { UserError } from '../../errors.ts';
import { runRow } from '../../runs/runs.ts';
import { openReader, readText, readWindow } from '../../study/explain.ts';
import { headMeans } from '../../api/head-means.ts';
import type { ExplainedItem, TextReading } from '../../study/types.ts';
import { classColumn } from './class-column.ts';
import { age, oneLine, percent } from './format.ts';
import type { Output } from './output.ts';
import type { PredictOptions } from './predict-options.ts';
import type { Session } from './session.ts';
import { windowSentences } from './window-sentence.ts';

/** With more heads than this, only their mean is shown. */
const headsShown = 8;
/** Words of a context text that are shown with their attention. */
const wordsShown = 3;

/** Predicts a text or a document, and shows how much attention each word received. */
export async function predictText(
  { output, store }: Session,
  run: number,
  options: PredictOptions,
): Promise<void> {
  const reader = await openReader(store(), run);
  try {
    const document = options.document === undefined ? null : documentById(store(), options.document);
    if (options.document !== undefined && !document) {
      throw new UserError('use', `There is no document ${options.document}.`);
    }
    const text = document?.text ?? options.text ?? '';
    if (text.trim() === '') throw new UserError('use', 'The text is empty; give --text some words.');
    const input = document
      ? { document: document.id }
      : { text, symbol: options.company ?? null, at: options.at ?? null };
    const { config } = reader.files;
    const { items, at } = readWindow(store(), config, input, null);
    output.say(oneLine(text, 110));
    const read = await readText(reader, text, items);
    for (const sentence of windowSentences(store(), {
      run,
      config,
      input,
      document,
      at,
      facts: read.window,
    })) {
      output.say(sentence);
    }
    if (read.contextLeftOut && items.length > 0) {
      const why =
        runRow(store(), run).state === 'done'
          ? ': in validation no epoch with context was better'
          : ' so far';
      output.say(`Run ${run} reads the text alone${why}.`);
    }
    if (read.masking !== null) output.say(read.masking);
    output.say();
    showClasses(output, read, namesOfRun(store(), run));
    if (read.ensemble && read.ensemble.reasons.length > 0) {
      const reasons = read.ensemble.reasons.map(
        ({ gram, weight }) => `“${gram}” ${weight > 0 ? '+' : ''}${weight.toFixed(2)}`,
      );
      output.say(`\nn-grams for and against this class: ${reasons.join(', ')}`);
    }
    showAttention(output, read);
    const probabilities = Object.fromEntries(
      read.classes.map((value, at) => [value, read.probabilities[at]]),
    );
    output.result({ run, text, at, ...read, probabilities });
  } finally {
    await reader.predictor.dispose();
  }
}

function showClasses(output: Output, read: TextReading, nameOf: NameOf): void {
  const { classes } = read;
  const named = classColumn(classes, nameOf);
  const columns = columnsOf(read);
  output.table(
    classes.map((value, index) => [
      ...named.cells(value),
      ...Object.values(columns).map((column) => percent(column[index]!)),
    ]),
    [...named.heads('class'), ...Object.keys(columns)],
  );
}

/** The columns of probabilities; a text that was read without context has none for its context. */
function columnsOf(read: TextReading): Record<string, number[]> {
  const { probabilities, probabilitiesWithoutContext, ensemble, window } = read;
  if (window.texts === 0) {
    return { probability: probabilities, ...(ensemble && { 'model alone': ensemble.modelProbabilities }) };
  }
  if (!ensemble) return { 'in context': probabilities, 'without context': probabilitiesWithoutContext };
  return {
    probability: probabilities,
    'model in context': ensemble.modelProbabilities,
    'model without context': ensemble.modelProbabilitiesWithoutContext,
  };
}

function showAttention(output: Output, { tokens, weights, items, heads }: TextReading): void {
  if (weights.length > 0) {
    const each = heads > 1 && heads <= headsShown ? weights : [];
    output.say('\nattention to its words (share, mean over the heads):');
    output.table(
      headMeans(weights).map((share, at) => [
        percent(share),
        ...each.map((head) => percent(head[at]!)),
        tokens[at]!,
      ]),
      ['attention', ...each.map((_, head) => `head ${head + 1}`), 'word'],
    );
  } else if (items.length > 0 && heads > 0) {
    output.say('\nattention to its context (share, mean over the heads):');
    output.table(
      items.map((item) => [
        percent(headMeans(item.weights).reduce((a, b) => a + b, 0)),
        age(item.ageMs),
        item.document.text,
        mostRead(item),
      ]),
      ['attention', 'age', 'text', 'top words'],
    );
  }
}

/** The words of a text that received most attention; empty if the text was read as a whole. */
function mostRead({ tokens, weights }: ExplainedItem): string {
  if (tokens.length < 2) return '';
  return headMeans(weights)
    .map((share, at) => ({ share, word: tokens[at]! }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, wordsShown)
    .map(({ share, word }) => `${word} ${percent(share)}`)
    .join(', ');
}
