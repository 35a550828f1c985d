import { logOdds, mostProbable } from '../../training/probabilities.ts';
import { windowSize } from '../../configs/contextual.ts';
import { classify, type Prediction } from '../../recipes/classify/classifier.ts';
import type { ContextualExample } from '../../recipes/texts/contextual-batch.ts';
import type { TokenStore } from '../../recipes/texts/token-store.ts';
import type { TextReader } from '../explain.ts';
import { attentionOfTexts } from './attention-of-texts.ts';
import { allOf, type Subset } from './erasure.ts';

/** A text in its window, and what the model says with parts of it. */
export interface ExplainedWindow {
  /** The predicted class with the whole window. */
  target: number;
  /** The share of attention of each text, oldest first; null: the model does not attend to texts. */
  attention: number[] | null;
  /** The log-odds of the predicted class with the window less without each of its texts. */
  changes: number[];
  /** The probability of the predicted class with some of its texts; those that were asked for. */
  probabilityOf: (subset: Subset) => number;
}

type Example = Pick<ContextualExample, 'text' | 'window'>;

/** Texts in their windows, and what is said without each text of them. Every example has a window. */
export async function explainWindows(
  reader: Pick<TextReader, 'files' | 'predictor' | 'attends'>,
  texts: TokenStore,
  examples: readonly Example[],
): Promise<{ windows: ExplainedWindow[]; ask: (subsets: readonly Subset[][]) => Promise<void> }> {
  const { files, predictor, attends } = reader;
  const { config } = files;
  const known = examples.map(() => new Map<Subset, Prediction>());
  const ask = async (subsets: readonly (readonly Subset[])[]): Promise<void> => {
    const asked = subsets.flatMap((own, example) =>
      [...new Set(own)]
        .filter((subset) => !known[example]!.has(subset))
        .map((subset) => ({ example, subset })),
    );
    const said = await classify(
      predictor,
      config,
      asked.map(({ example, subset }) => {
        const { text, window } = examples[example]!;
        return { text, window: window.filter((_, at) => (subset & (1 << at)) !== 0) };
      }),
      texts,
    );
    asked.forEach(({ example, subset }, at) => known[example]!.set(subset, said[at]!));
  };
  await ask(
    examples.map(({ window }) => {
      const all = allOf(window.length);
      return [all, ...window.map((_, at) => all & ~(1 << at))];
    }),
  );
  const windows = examples.map(({ window }, example): ExplainedWindow => {
    const all = allOf(window.length);
    const said = (subset: Subset): Prediction => {
      const prediction = known[example]!.get(subset);
      if (prediction === undefined) throw new Error('this part of the window was not asked for');
      return prediction;
    };
    const target = mostProbable(said(all).probabilities);
    const whole = logOdds(said(all).logits, target);
    return {
      target,
      attention: attentionOfTexts(said(all), attends, windowSize(config), window.length),
      changes: window.map((_, at) => whole - logOdds(said(all & ~(1 << at)).logits, target)),
      probabilityOf: (subset) => said(subset).probabilities[target]!,
    };
  });
  return { windows, ask };
}
