import { expect, test } from 'vitest';
import { recipeInfos, reoffered } from '../../src-main/api/recipes.ts';
import { studyChoices } from '../../src-main/study/context/choices.ts';
import { studyRequestSchema } from '../../src-main/study/context/request.ts';
import { formOf, isStudyConfig, requestOf, sharedSettings, type StudyForm, usualForm } from './study-form.ts';

const choices = studyChoices();
const info = new Map(recipeInfos().map((one) => [one.recipe, one])).get(choices.recipe)!;

function usual(changed: Partial<StudyForm> = {}): StudyForm {
  if (!isStudyConfig(info.defaults)) throw new Error('another recipe');
  return { ...usualForm(info.defaults, choices), ...changed };
}

function asked(changed: Partial<StudyForm> = {}) {
  const found = requestOf(info, usual(changed), choices);
  if ('problem' in found) throw new Error(found.problem);
  return studyRequestSchema.parse(found.request);
}

function problemOf(changed: Partial<StudyForm>): string | null {
  const found = requestOf(info, usual(changed), choices);
  return 'problem' in found ? found.problem : null;
}

test('what nobody changed is what the command asks for where nothing is said', () => {
  const { encoders, ...rest } = asked();
  const { encoders: _, ...defaults } = studyRequestSchema.parse({ encoders });
  expect(rest).toEqual(defaults);
  expect(encoders).toMatchObject([
    { name: 'words', config: { encoder: 'words', context: 'cross', split: 'time', window: { n: 8 } } },
  ]);
});

test('each encoder has its configuration, and all have the largest window', () => {
  const { encoders } = asked({ encoders: ['words', 'me/small', 'me/small:tuned'], windows: '2, 16' });
  expect(encoders).toMatchObject([
    { name: 'words', config: { encoder: 'words', window: { n: 16 } } },
    { name: 'me/small', config: { encoder: 'checkpoint', checkpoint: 'me/small', tuned: false } },
    { name: 'me/small:tuned', config: { encoder: 'checkpoint', checkpoint: 'me/small', tuned: true } },
  ]);
});

test('the same arms are the same request in whatever order they were ticked, with the text alone', () => {
  expect(asked({ arms: ['shuffled', 'cross'] }).arms).toEqual(['none', 'cross', 'shuffled']);
});

test('what cannot be asked for is said', () => {
  expect(problemOf({})).toBeNull();
  expect(problemOf({ encoders: [] })).toContain('way of reading the texts');
  expect(problemOf({ scopes: [] })).toContain('where windows draw');
  expect(problemOf({ arms: ['none', 'floors'] })).toContain('way of reading a window');
  expect(problemOf({ seeds: null })).toContain('seeds');
  expect(problemOf({ seeds: 101 })).toContain('from 1 to 100');
  expect(problemOf({ budget: 0 })).toContain('more than 0 minutes');
  expect(problemOf({ windows: '500' })).toContain('“500”');
  expect(problemOf({ ages: '6h, 7' })).toContain('“7”');
});

test('a study can be asked for again', () => {
  const request = asked({ windows: '2, 8', ages: '7d 90h, 6h', seeds: 3, sparse: true });
  expect(request.ages).toEqual([6, 90, 168].map((hours) => hours * 3_600_000));
  const form = formOf({ record: { request }, config: reoffered(request.encoders[0]!.config) })!;
  expect(form).toMatchObject({
    windows: '2, 8',
    ages: '6h, 90h, 7d',
    seeds: 3,
    sparse: true,
    encoders: ['words'],
  });
  const again = requestOf(info, form, choices);
  expect('request' in again && studyRequestSchema.parse(again.request)).toEqual(request);
  // What nobody chose still follows the reader: a checkpoint has another learning rate.
  expect(form.config.learningRate).toBe(usual().config.learningRate);
});

test('settings that the study decides on itself have no field', () => {
  const paths = sharedSettings(info, usual({ encoders: ['words', 'me/small'] })).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['scheme', 'epochs', 'split', 'minCount', 'precision']));
  for (const decided of ['context', 'encoder', 'checkpoint', 'tuned', 'vectors', 'ensemble']) {
    expect(paths).not.toContain(decided);
  }
});
