import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { headMeans } from '../../api/head-means.ts';
import { shorterWindowsSentence } from '../../api/shorter-windows.ts';
import type { JobOutput } from '../../jobs/all.ts';
import type { ExplainOptions } from './explain-options.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { age, oneLine, percent } from './format.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

type Explained = JobOutput<'influence'>;

/** Explains one text: what is said without each context text and each word, and their gradients. */
export async function explainOneText(
  { output, ask: answer, store }: Session,
  run: number,
  options: ExplainOptions,
): Promise<void> {
  store();
  const ask = {
    run,
    document: options.document ?? null,
    text: options.text ?? null,
    symbol: options.company ?? null,
    at: options.at ?? null,
    window: null,
    edits: [],
    target: options.class ?? null,
  };
  const first = await answer('influence', { ...ask, occluded: null });
  const occluded = options.wordsOf === undefined ? null : documentAt(first, options.wordsOf);
  const explained = occluded === null ? first : await answer('influence', { ...ask, occluded });
  const { explanation, influence } = explained;
  const gradients = options.gradients === true ? await answer('gradients', ask) : null;
  const { classes, items, document } = explanation;
  output.say(oneLine(document.text, 110));
  output.say();
  const name = namesOfRun(store(), run)(classes[influence.target]!);
  output.say(
    `${name}: ${percent(probability(influence.whole))}, log-odds ${signed(influence.whole)}` +
      (items.length > 0
        ? `; without its context ${percent(probability(influence.withoutContext))}, log-odds ${signed(influence.withoutContext)}`
        : '; read without context'),
  );
  if (explanation.ensemble !== null) {
    output.say('This is what the model says by itself, without the n-grams with which it is joined.');
  }
  if (explanation.masking !== null) output.say(explanation.masking);
  if (items.length > 0) showTexts(output, explained, gradients);
  output.say('\nwords of the text, by what they add to the log-odds:');
  output.table(
    explanation.tokens.map((token, at) => [
      token,
      added(influence.whole, influence.withoutToken[at]),
      ...(gradients
        ? [signed(gradients.integrated.text[at]!), signed(gradients.gradientTimesInput.text[at]!)]
        : []),
    ]),
    ['word', 'left out', ...(gradients ? ['integrated gradients', 'gradient × input'] : [])],
  );
  showWordsOf(output, explained);
  if (gradients) {
    output.say(
      `\nIntegrated gradients of all words${items.length > 0 ? ', those of the context included,' : ''} sum up to ${signed(gradients.whole - gradients.baseline + gradients.gap)}; the log-odds differ by ${signed(gradients.whole - gradients.baseline)} from those of a text whose word vectors are all zero (${counted(gradients.steps, 'step')}).`,
    );
  }
  output.result({ ...explained, gradients });
}

function documentAt({ explanation: { items, spec } }: Explained, position: number): number {
  const item = items[items.length - position];
  if (item !== undefined) return item.document.id;
  const are = `${items.length === 1 ? 'is' : 'are'} ${counted(items.length, 'text')}`;
  throw new UserError(
    'use',
    spec.n === 0
      ? 'The run reads no context, so there is no context text whose words could be left out.'
      : `There is no context text ${position}: there ${are} in the window.`,
  );
}

function showTexts(
  output: Output,
  { explanation, influence, shorterWindows }: Explained,
  gradients: JobOutput<'gradients'> | null,
): void {
  const { items, heads, weights } = explanation;
  const attends = heads > 0 && weights.length === 0;
  output.say('\ncontext texts, most recent first, by what they add to the log-odds:');
  output.table(
    items
      .map((item, at) => [
        items.length - at,
        age(item.ageMs),
        added(influence.whole, influence.withoutText[at]),
        ...(attends ? [percent(headMeans(item.weights).reduce((a, b) => a + b, 0))] : []),
        ...(gradients ? [signed(gradients.integrated.items[at]!.reduce((a, b) => a + b, 0))] : []),
        item.document.text,
      ])
      .toReversed(),
    [
      'text',
      'age',
      'left out',
      ...(attends ? ['attention'] : []),
      ...(gradients ? ['integrated gradients'] : []),
      '',
    ],
  );
  output.say(
    `Left out: the log-odds with the text less without it. ${shorterWindowsSentence(shorterWindows)}`,
  );
  if (attends)
    output.say(`Attention is the mean over the heads; uniform would be ${percent(1 / items.length)}.`);
}

function showWordsOf(output: Output, { explanation, influence }: Explained): void {
  const { contextText, whole } = influence;
  const item = explanation.items.find(({ document }) => document.id === contextText?.document);
  if (contextText === null || item === undefined) return;
  output.say(`\nwords of the context text “${oneLine(item.document.text, 80)}”:`);
  output.table(
    contextText.tokens.map((token, at) => [token, added(whole, contextText.withoutToken[at])]),
    ['word', 'left out'],
  );
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function added(whole: number, without: number | null | undefined): string {
  return without == null ? '' : signed(whole - without);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
