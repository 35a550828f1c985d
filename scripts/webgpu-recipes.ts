/**
 * Trains every recipe for an epoch at its default lengths, on the processor and through WebGPU on the software driver that
 * comes with Chromium (on the card where CONTEXTURE_TEST_CARD is set), and prints a table of how far their losses are
 * apart, in units of those of the processor. `npm run test:webgpu`; whole names or words of a name as arguments choose.
 */
import { useSoftwareVulkan } from '../src-main/engine/devices/device.testing.ts';
import { recipeSettings, farthest, fullWorkspace, lossesOn } from '../test/support/every-recipe.ts';

/** As far as losses may be apart. */
const allowed = 1e-3;

const missing = useSoftwareVulkan();
if (missing !== undefined) throw new Error(`WebGPU cannot be tried: ${missing}`);
const asked = process.argv.slice(2);
const named = recipeSettings.filter((name) => asked.includes(name));
const names =
  named.length > 0 ? named : recipeSettings.filter((name) => asked.every((word) => name.includes(word)));
const { store, remove } = await fullWorkspace();
let failed = 0;
try {
  console.log('| recipe | losses compared | largest difference |');
  console.log('| --- | --- | --- |');
  for (const name of names) {
    try {
      const cpu = await lossesOn(store, name, 'cpu');
      const gpu = await lossesOn(store, name, 'webgpu');
      const far = farthest(gpu.losses, cpu.losses);
      if (!(far < allowed)) failed++;
      console.log(`| ${name} | ${Object.keys(cpu.losses).length} | ${far.toExponential(1)} |`);
      console.error(`${name}: ${cpu.seconds.toFixed(0)} and ${gpu.seconds.toFixed(0)} s of processor time`);
    } catch (error) {
      failed++;
      console.log(`| ${name} | | failed |`);
      console.error(error);
    }
  }
} finally {
  remove();
}
process.exitCode = failed === 0 ? 0 : 1;
