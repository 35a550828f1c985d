import { openDevice } from '../../engine/devices.ts';
import { UserError } from '../../errors.ts';
import type { ContextItem } from '../../context/types.ts';
import { openTokenGradients, type TokenGradients } from '../../recipes/classify/token-gradients.ts';
import { isTextClassifier, type TextClassifierConfig } from '../../configs/classifiers.ts';
import { TokenStore } from '../../recipes/texts/token-store.ts';
import { readRun, type RunFiles } from '../../runs/run-files.ts';
import type { ReadableStore } from '../../store/store.ts';
import { shownTokens } from '../explain.ts';
import { ReaderCache } from '../reader-cache.ts';
import { integratedGradients } from './integrated-gradients.ts';
import type { Gradients, TokenShares } from './result.ts';

/** What TensorFlow.js says of an operation that it cannot differentiate. */
function isWithoutGradient(error: unknown): error is Error {
  return error instanceof Error && error.message.includes('gradient function not found');
}

function withoutGradients(run: number, cause: Error): UserError {
  return new UserError(
    'use',
    `The model of run ${run} has an operation without a gradient, so there are none to show.`,
    {
      cause,
    },
  );
}

/** Points of the path where each takes a pass through a checkpoint, which costs a hundred times as much. */
const mostOfCheckpoint = 64;

interface OpenedGradients {
  files: RunFiles<TextClassifierConfig>;
  gradients: TokenGradients;
}

async function open(store: ReadableStore, run: number): Promise<OpenedGradients> {
  const { config, tensors, ngrams: _, ...files } = await readRun(store, run);
  if (!isTextClassifier(config)) {
    throw new UserError('use', `Run ${run} uses the recipe ${config.recipe}, which does not read texts.`);
  }
  const gradients = openTokenGradients(await openDevice('cpu'), { ...files, config, tensors });
  return { files: { ...files, config }, gradients };
}

const opened = new ReaderCache(open, ({ gradients }) => gradients.dispose(), 1);

/**
 * What the vectors of all tokens, those of the window included, contribute to the log-odds of a class: the gradient
 * times the vector, and integrated gradients from a baseline at which all token vectors are zero. Of a run whose
 * checkpoint was read in whole numbers of 8 bits these are the gradients in float32.
 *
 * @param items the window, oldest first
 * @param target an index of the run's classes
 */
export async function gradientsOf(
  store: ReadableStore,
  run: number,
  { text, items }: { text: string; items: readonly ContextItem[] },
  target: number,
  signal?: AbortSignal,
): Promise<Gradients> {
  const { files, gradients } = await opened.get(store, run);
  const texts = new TokenStore(files.vocabulary, files.config.maxTokens);
  const example = {
    text: texts.addText(text),
    window: items.map((item) => texts.addText(item.document.text)),
  };
  const read = gradients.read(texts, example, target);
  const found = await integratedGradients(
    async (scale) => {
      const { logOdds, products } = await read.at(scale);
      return { value: logOdds, products };
    },
    { signal, ...(files.bert && { mostSteps: mostOfCheckpoint }) },
  ).catch((cause: unknown) => {
    throw isWithoutGradient(cause) ? withoutGradients(run, cause) : cause;
  });
  return {
    target,
    whole: found.value,
    baseline: found.baseline,
    gradientTimesInput: sharesOf(found.gradientTimesInput),
    integrated: sharesOf(found.integrated),
    gap: found.gap,
    tokens: items.map(({ document }) => shownTokens(document.text, files.vocabulary, files.config)),
    steps: found.steps,
  };
}

function sharesOf([text = [], ...items]: number[][]): TokenShares {
  return { text, items };
}
