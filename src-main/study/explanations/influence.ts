import type { ContextItem } from '../../context/types.ts';
import { classify } from '../../recipes/classify/classifier.ts';
import type { ContextualExample } from '../../recipes/texts/contextual-batch.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { TokenStore } from '../../recipes/texts/token-store.ts';
import { logOdds, mostProbable } from '../../training/probabilities.ts';
import { shownTokens, type TextReader } from '../explain.ts';
import type { Influence } from './result.ts';

/**
 * What the model says when a context text or a token is left out (erasure; Li et al., 2016).
 *
 * @param items the window, oldest first
 * @param target the class that is followed; null: the predicted one
 * @param occluded the document of the context text whose tokens are left out one by one; null: none
 */
export async function influenceOf(
  { files, predictor }: Pick<TextReader, 'files' | 'predictor'>,
  { text, items }: { text: string; items: readonly ContextItem[] },
  { target, occluded }: { target: number | null; occluded: number | null },
): Promise<Influence> {
  const { config, vocabulary } = files;
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const input = texts.addText(text);
  const window = items.map((item) => texts.addText(item.document.text));
  const examples: ContextualExample[] = [
    { text: input, window },
    { text: input, window: [] },
    ...window.map((_, left) => ({ text: input, window: window.toSpliced(left, 1) })),
  ];
  const withoutTokens = (whole: string, exampleOf: (shorter: number) => ContextualExample) => {
    const tokens = vocabulary.cut(whole, config.maxTokens).slice(0, config.maxTokens);
    const frame = framing(vocabulary, tokens);
    return tokens.map((_, left) => {
      if (frame.has(left)) return null;
      const shorter = tokens.toSpliced(left, 1);
      examples.push(exampleOf(texts.addWords(shorter)));
      return examples.length - 1;
    });
  };
  const ofText = withoutTokens(text, (shorter) => ({ text: shorter, window }));
  const at = items.findIndex((item) => item.document.id === occluded);
  const ofContext =
    at === -1
      ? null
      : withoutTokens(items[at]!.document.text, (shorter) => ({
          text: input,
          window: window.with(at, shorter),
        }));
  const predictions = await classify(predictor, config, examples, texts);
  const followed = target ?? mostProbable(predictions[0]!.probabilities);
  const logOddsAt = (example: number) => logOdds(predictions[example]!.logits, followed);
  const known = (example: number | null) => (example === null ? null : logOddsAt(example));
  return {
    target: followed,
    whole: logOddsAt(0),
    withoutContext: logOddsAt(1),
    withoutText: window.map((_, left) => logOddsAt(2 + left)),
    withoutToken: ofText.map(known),
    contextText: ofContext && {
      document: items[at]!.document.id,
      tokens: shownTokens(items[at]!.document.text, vocabulary, config),
      withoutToken: ofContext.map(known),
    },
  };
}

/** The class that the model itself predicts, an index of the run's classes. */
export async function predictedClass(
  { files, predictor }: Pick<TextReader, 'files' | 'predictor'>,
  { text, items }: { text: string; items: readonly ContextItem[] },
): Promise<number> {
  const texts = new TokenStore(files.vocabulary, files.config.maxTokens);
  const example = {
    text: texts.addText(text),
    window: items.map((item) => texts.addText(item.document.text)),
  };
  const [said] = await classify(predictor, files.config, [example], texts);
  return mostProbable(said!.probabilities);
}

/** The places of the special tokens that a checkpoint expects around every text. */
function framing(vocabulary: TokenVocabulary, tokens: readonly string[]): ReadonlySet<number> {
  const ids = vocabulary.encode(tokens, tokens.length);
  const ends = [0, tokens.length - 1];
  return new Set(ends.filter((end) => vocabulary.isSpecial?.(ids[end] ?? -1)));
}
