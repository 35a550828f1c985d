import { expect, test } from 'vitest';
import { trainConfigSchema } from '../../configs/all.ts';
import { armKey } from './arms.ts';
import { armsOf, configOfArm } from './plan.ts';
import { type StudyRequest, studyRequestSchema } from './request.ts';
import { armInWords } from './summary.ts';

const hourMs = 3_600_000;

function requestOf(more: object): StudyRequest {
  const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment' });
  return studyRequestSchema.parse({ encoders: [{ name: 'words', config }], ...more });
}

test('ways of reading context are studied at every greatest age, controls and placebos are not', () => {
  const request = requestOf({
    arms: ['none', 'cross', 'uniform', 'label-history', 'shuffled'],
    windows: [2, 8],
    ages: [6 * hourMs, 168 * hourMs],
  });
  const arms = armsOf(request);
  expect(arms.map(armKey)).toEqual([
    'none words',
    'cross company 2 words',
    'cross company 8 words',
    'cross company 8 6h words',
    'cross company 8 168h words',
    'uniform company 8 words',
    'label-history company 2 words',
    'label-history company 8 words',
    'label-history company 8 6h words',
    'label-history company 8 168h words',
    'shuffled company 8 words',
  ]);
  const limits = arms.map((arm) => configOfArm(request, arm, 1).window.maxAgeMs);
  expect(limits.filter((limit) => limit !== null)).toEqual([6, 168, 6, 168].map((hours) => hours * hourMs));
  expect(arms.flatMap((arm) => (arm.age === undefined ? [] : armInWords(arm, false))).slice(0, 2)).toEqual([
    'cross-attention, 8 texts of the company, up to 6 hours old',
    'cross-attention, 8 texts of the company, up to 7 days old',
  ]);
});

test('without ages there are no such arms', () => {
  expect(armsOf(requestOf({})).every((arm) => arm.age === undefined)).toBe(true);
});
