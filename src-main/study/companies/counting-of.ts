import type { TrainConfig } from '../../configs/all.ts';
import { companyEmbedding } from '../../configs/company-embedding.ts';
import { countingSettings, type CountingConfig } from '../../configs/counting-fields.ts';

/** The settings by which a run counted; else those that are usual, for its companies. */
export function countingOf(config: TrainConfig): { counting: CountingConfig; isCounted: boolean } {
  const isCounted = 'objective' in config ? config.objective === 'count' : 'counted' in config;
  const known = countingSettings.safeParse(config);
  if (known.success && isCounted) return { counting: known.data, isCounted };
  const usual = companyEmbedding.config.parse({ recipe: 'company-embedding' });
  const { symbols } = config;
  return {
    counting: { ...usual, symbols, ...('minTexts' in config && { minTexts: config.minTexts }) },
    isCounted: false,
  };
}
