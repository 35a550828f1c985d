import { z } from 'zod';
import { about } from '../setting.ts';

/** Sizes that several architectures share. */
export const modelFields = {
  width: z
    .int()
    .min(8)
    .max(1024)
    .default(64)
    .meta(about('model', 'Width', 'The width of word vectors and attention.')),
  heads: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta(about('model', 'Heads', 'Attention heads; their number must divide the width.')),
  layers: z
    .int()
    .min(0)
    .max(12)
    .default(0)
    .meta(
      about(
        'model',
        'Layers',
        'Transformer blocks over the word vectors; 0 uses the word vectors themselves, which works better with few labels.',
      ),
    ),
  blocks: z
    .int()
    .min(1)
    .max(12)
    .default(1)
    .meta(about('model', 'Layers', 'Transformer blocks.', { main: true })),
  inner: z
    .int()
    .min(2)
    .max(8192)
    .default(128)
    .meta(about('model', 'Inner width', 'The width of the inner layer of each transformer block.')),
  /** Of recipes whose width is theirs alone. */
  anyWidth: z
    .int()
    .min(2)
    .max(1024)
    .default(64)
    .meta(about('model', 'Width', 'The width of the vectors.')),
  attention: z
    .enum(['soft', 'hard', 'local'])
    .default('soft')
    .meta(
      about(
        'model',
        'Attention',
        'How words are weighted: soft by softmax, hard by the highest score alone, local in a window around a learned centre.',
        { main: true },
      ),
    ),
  localWidth: z
    .number()
    .positive()
    .default(3)
    .meta(
      about('model', 'Local width', 'The standard deviation, in words, of the window of attention=local.', {
        when: { path: 'attention', is: ['local'] },
      }),
    ),
};

/** Heads share the width, so their number has to divide it. */
export function headsFit({ width, heads }: { width: number; heads: number }): boolean {
  return width % heads === 0;
}

export const unfit = { path: ['heads'], error: 'the number of heads must divide the width' };
