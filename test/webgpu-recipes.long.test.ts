import { expect, onTestFinished, test } from 'vitest';
import { recipes } from '../src-main/configs/all.ts';
import { useSoftwareVulkan } from '../src-main/engine/devices/device.testing.ts';
import {
  everyRecipe,
  farthest,
  fullWorkspace,
  lossesOn,
  type recipeSettings,
} from './support/every-recipe.ts';

const missing = useSoftwareVulkan();
const why = missing === undefined ? '' : ` (${missing})`;

// `npm run test:webgpu` trains all of them, which takes minutes.
test.skipIf(missing).each<(typeof recipeSettings)[number]>(['rnn-attention'])(
  `%s trains through WebGPU at its default length as on the processor${why}`,
  async (name) => {
    const { store, remove } = await fullWorkspace();
    onTestFinished(remove);
    const cpu = await lossesOn(store, name, 'cpu');
    const gpu = await lossesOn(store, name, 'webgpu');
    expect(cpu.losses).toHaveProperty(['train.loss']);
    expect(farthest(gpu.losses, cpu.losses)).toBeLessThan(1e-3);
  },
);

test('every recipe that trains is among those that are compared', () => {
  const compared = new Set(Object.values(everyRecipe).map(({ recipe }) => recipe));
  expect([...compared].toSorted()).toEqual(
    recipes.filter((recipe) => !['published-classifier', 'company-cooccurrence'].includes(recipe)).toSorted(),
  );
});
