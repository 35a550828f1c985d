import type { TextClassifierConfig } from '../../configs/classifiers.ts';
import { windowSize } from '../../configs/contextual.ts';
import { forwardOf } from '../../engine/predictor.ts';
import { UserError } from '../../errors.ts';
import { gramKinds, maxOfKind } from '../../ngrams/columns.ts';
import { tensorsOf } from '../../ngrams/files.ts';
import { stackedForward } from '../../ngrams/program.ts';
import {
  classOutputs,
  float32,
  int32,
  type ModelProgram,
  type ModelShape,
  withProbabilities,
} from '../base/model-program.ts';
import type { ModelOf } from '../base/recipe.ts';
import { textModel } from './architectures.ts';
import { classifierForward } from './classifier.ts';

/** @throws UserError if it cannot read so many tokens */
export function classifierProgram(
  { config, classes, bert, tensors, ngrams }: ModelOf<TextClassifierConfig>,
  { batch, tokens }: ModelShape,
): ModelProgram {
  if (tokens !== null && tokens > config.maxTokens) {
    throw new UserError(
      'use',
      `${tokens} tokens of a text are too many: the run reads at most ${config.maxTokens}.`,
      { remedies: [{ setting: 'tokens', values: [String(config.maxTokens)] }] },
    );
  }
  const model = textModel(config, classes.length, bert);
  const length = tokens ?? config.maxTokens;
  const n = windowSize(config);
  const texts = batch * (1 + n);
  const over = {
    text: 'its words',
    window: 'the words of its window, most recent text first',
    windowTexts: 'each text of its window, most recent first',
  };
  const forward = classifierForward(model, true);
  const weights = { ...tensors, ...(ngrams && tensorsOf(ngrams)) };
  const room = gramKinds.length * maxOfKind;
  return {
    program: withProbabilities(ngrams ? forwardOf(stackedForward(forward)) : forwardOf(forward), weights),
    weights,
    inputs: {
      tokens: int32(
        'texts as word ids (lines of vocab.txt, from 0), padded to a common length',
        texts,
        length,
      ),
      mask: float32('1 for a word, 0 for padding', texts, length),
      input: int32('the text of each example, as a row of tokens', batch),
      ...(n > 0 && {
        window: int32('the texts before it, most recent first, as rows of tokens', batch, n),
        windowMask: float32('1 for a text, 0 for padding', batch, n),
      }),
      ...(ngrams && {
        ngrams: int32(
          'the n-grams of each example: lines of ngrams.tsv, from 0 below its heading',
          batch,
          room,
        ),
        ngramValues: float32('their values; 0 for padding', batch, room),
      }),
    },
    outputs: {
      ...classOutputs,
      ...(model.attends && { attention: `the attention of each head to ${over[model.attends]}` }),
    },
  };
}
