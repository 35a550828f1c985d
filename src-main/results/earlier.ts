/** Results as version 0.1.0 stored them: without a kind, and with the ensemble's scores in the place of the model's. */
import { z } from 'zod';

const earlierSchema = z.looseObject({
  recipe: z.string(),
  objective: z.string().optional(),
  ngrams: z.looseObject({ modelAlone: z.unknown(), weights: z.unknown() }).optional(),
});

/** A stored result as this version writes it; one that has a kind stays as it is. */
export function withKind(stored: unknown): unknown {
  const parsed = earlierSchema.safeParse(stored);
  if (!parsed.success || 'kind' in parsed.data) return stored;
  const { ngrams, ...result } = parsed.data;
  const kind = kindOf(result);
  if (!ngrams) return { ...result, kind, version: 1 };
  const { valid, test } = result;
  const ensemble = { valid, test, weights: ngrams.weights };
  return { ...result, kind, version: 1, valid: null, test: ngrams.modelAlone, ensemble };
}

function kindOf({ recipe, objective }: { recipe: string; objective?: string | undefined }): string {
  if (objective === 'topic') return 'topics';
  const others: Readonly<Record<string, string>> = {
    'company-embedding': 'matching',
    word2vec: 'words',
    'price-transformer': 'moves',
  };
  return others[recipe] ?? 'scores';
}
