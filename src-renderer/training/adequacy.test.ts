import { describe, expect, it } from 'vitest';
import type { DataCounts } from '../../src-main/api/types.ts';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { dataRequest, remarks, shortage } from './adequacy.ts';

const sentiment = trainConfigSchema.parse({ recipe: 'contextual-sentiment', symbols: ['GS'] });

function labels(classes: Record<string, number>, withEarlier = 0): DataCounts {
  const counted = Object.entries(classes).map(([value, count]) => ({ value, count }));
  const labelled = counted.reduce((sum, { count }) => sum + count, 0);
  return { reads: 'labels', labelled, classes: counted, withEarlier, n: 8 };
}

describe('the adequacy of the data', () => {
  it('asks for what the recipe reads: earlier texts only where it reads a context', () => {
    expect(dataRequest(sentiment)).toEqual({
      reads: 'labels',
      symbols: ['GS'],
      scheme: 'sentiment',
      window: {
        n: 8,
        scope: 'company',
        noRetweets: false,
        verifiedOnly: false,
        noNearDuplicates: true,
        maxAgeMs: null,
      },
    });
    const topic = trainConfigSchema.parse({ recipe: 'topic' });
    expect(dataRequest(topic)).toEqual({ reads: 'labels', symbols: null, scheme: 'topic', window: null });
    expect(dataRequest(trainConfigSchema.parse({ recipe: 'word2vec' })).reads).toBe('texts');
    expect(dataRequest(trainConfigSchema.parse({ recipe: 'price-transformer' })).reads).toBe('prices');
    const topics = trainConfigSchema.parse({ recipe: 'company-embedding', objective: 'topic' });
    expect(dataRequest(topics)).toMatchObject({ reads: 'companies', scheme: 'topic' });
    expect(dataRequest(trainConfigSchema.parse({ recipe: 'company-embedding' }))).toMatchObject({
      scheme: null,
      reads: 'companies',
      minTexts: 10,
    });
  });

  it('says why nothing can be trained, and nothing where it can', () => {
    expect(shortage(labels({}), sentiment)).toBe('No text of GS has a label of the scheme “sentiment”.');
    expect(shortage(labels({ up: 20, down: 9 }), sentiment)).toContain('Only 29 texts of GS');
    expect(shortage(labels({ up: 30 }), sentiment)).toContain('All labels are the same');
    expect(shortage(labels({ up: 20, down: 10 }), sentiment)).toBeNull();
  });

  it('remarks on few labels, rare classes and windows that are not full', () => {
    expect(remarks(labels({ up: 150, down: 48, odd: 1 }, 99))).toHaveLength(3);
    expect(remarks(labels({ up: 150, down: 50 }, 100))).toEqual([]);
  });
});
