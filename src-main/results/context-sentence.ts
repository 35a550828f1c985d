import { counted } from '../counted.ts';
import type { ContextStages } from './context-stages.ts';

/** How the stages of a residual context model went, and whether the context helped, in two sentences. */
export function contextSentence(
  { text, context, readsContext, validAlone }: ContextStages,
  withContext: number | null,
): string {
  const trained =
    `The text model took ${epochs(text.epochs)} (best: ${text.bestEpoch}) and its context branch ${epochs(context.epochs)}` +
    ` (best: ${readsContext ? context.bestEpoch : 'none'}).`;
  const alone = validAlone.macroF1.toFixed(3);
  if (!readsContext) {
    return `${trained} No context won: in validation no epoch with the window was better than the text alone in both macro F1 (${alone}) and loss, so the model reads the text alone.`;
  }
  const reached = withContext === null ? '' : ` (macro F1 ${withContext.toFixed(3)} against ${alone})`;
  return `${trained} The window helped in validation${reached}.`;
}

function epochs(count: number): string {
  return counted(count, 'epoch');
}
