/** The dial of the study of planted effects, and what a study makes of it at its ends. */
import { expect, test } from 'vitest';
import { discordant, mostEffect, plantedTexts } from '../scripts/study/planted-effect.ts';
import { predictedPower } from '../scripts/study/predicted-power.ts';
import { studyOfPlanted } from '../scripts/study/study-of-planted.ts';
import { isShown } from '../src-main/study/context/sentence.ts';
import { detectableDifference } from '../src-main/study/statistics/detectable.ts';

test.each([0, 0.02, 0.05, mostEffect])('%f is what the text before adds for who reads it', (effect) => {
  const count = 60_000;
  const texts = plantedTexts(effect, count, 1);
  let [alone, before, onlyOne] = [0, 0, 0];
  for (const [index, { text, label, silent }] of texts.entries()) {
    // Who reads the text alone has to name one class for all texts that say nothing.
    const read = silent ? 1 : Number(text.endsWith('gains'));
    const inWindow = silent ? Number(texts[index - 1]!.text.endsWith('gains')) : read;
    alone += Number(read === label);
    before += Number(inWindow === label);
    onlyOne += Number((read === label) !== (inWindow === label));
  }
  // Three standard errors of a share of .1.
  const tolerance = 3 * Math.sqrt((discordant * (1 - discordant)) / count);
  expect(Math.abs((before - alone) / count - effect)).toBeLessThan(tolerance);
  expect(Math.abs(onlyOne / count - discordant)).toBeLessThan(tolerance);
});

test('the power that is predicted is the level where there is nothing, and four in five at the smallest difference', () => {
  expect(predictedPower(0, 400, 0.1)).toBeCloseTo(0.05, 4);
  expect(predictedPower(detectableDifference(400, 0.1)!, 400, 0.1)).toBeCloseTo(0.8, 3);
});

test('a study that trains finds the largest effect', async () => {
  const { comparisons } = await studyOfPlanted(mostEffect, 2000, 1);
  const toText = comparisons.filter(({ b, metric }) => b.startsWith('none') && metric === 'accuracy');
  expect(toText).toHaveLength(2);
  const cross = toText.find(({ a }) => a.startsWith('cross'))!;
  expect(isShown(cross)).toBe(true);
  expect(cross.difference).toBeGreaterThan(0);
});
