import { describe, expect, test } from 'vitest';
import { testPartPower } from './test-part-power.ts';

const day = Date.UTC(2018, 6, 10);
const text = (ticker: string, at: number, label: string, copies = at) => ({
  symbol: ticker,
  publishedAt: day + at * 86_400_000,
  copies,
  label,
});

describe('what a test part can show', () => {
  test('100 texts of as many days are worth 100: ± 9.8 points, as the textbooks have it', () => {
    const power = testPartPower(
      Array.from({ length: 100 }, (_, at) => text('GS', at, at % 2 ? 'up' : 'down')),
    );
    expect(power).toMatchObject({ texts: 100, effectiveTexts: 100, correlation: 0 });
    expect(power.halfWidth).toBeCloseTo(0.098, 4);
    expect(power.halfWidthIfAlike).toBe(power.halfWidth);
  });

  test('days of one label each are worth one text each', () => {
    const power = testPartPower(
      Array.from({ length: 100 }, (_, at) => text('GS', Math.floor(at / 10), at < 50 ? 'up' : 'down')),
    );
    expect(power).toMatchObject({ texts: 100, correlation: 1 });
    expect(power.effectiveTexts).toBeCloseTo(10, 9);
    expect(power.halfWidthIfAlike).toBeCloseTo(1.96 * Math.sqrt(0.25 / 10), 3);
    expect(power.difference).toBeGreaterThan(0);
    // Ten texts show no difference, if models differ on a tenth of them.
    expect(power.ifAlike).toBeNull();
  });

  test('no text shows nothing', () => {
    expect(testPartPower([])).toMatchObject({ texts: 0, difference: null, ifAlike: null, halfWidth: 1 });
  });
});
