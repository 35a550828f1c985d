import type { Explanation } from '../../src-main/api/types.ts';

/** Why there is no attention to show; `hasWindow`: the run reads what came before a text. */
export function noAttention(explanation: Explanation, hasWindow: boolean): { title: string; why: string } {
  if (hasWindow && explanation.items.length === 0) {
    return { title: 'This prediction read no context.', why: 'Nothing came before this text in its window.' };
  }
  if (explanation.contextLeftOut) {
    return {
      title: 'This model reads the text alone.',
      why: 'While it was trained, no epoch with context was better in validation, so the context was left out.',
    };
  }
  return {
    title: 'This model has no attention to show.',
    why: 'With its recipe or its setting of context, it does not weigh single tokens; its prediction is above.',
  };
}
