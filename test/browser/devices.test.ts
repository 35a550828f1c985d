import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importPath, openApplication, overflow } from './application.ts';

const sample = join(import.meta.dirname, '../../resources/sample/stockerbot-sample.csv');

it('a device that is missing cannot be chosen, and says why', async () => {
  // A Vulkan without any driver: the processes that the server starts see none.
  const before = process.env['VK_ICD_FILENAMES'];
  process.env['VK_ICD_FILENAMES'] = '/no-driver.json';
  try {
    const { page, complaints } = await openApplication();
    await importPath(page, sample);
    await page.getByRole('link', { name: 'Tickers', exact: true }).click();
    await page.getByRole('table', { name: 'Tickers' }).getByRole('link').first().click();
    await page.getByRole('tab', { name: 'Train' }).click();
    const device = page.getByRole('combobox', { name: 'Device' });
    const webgpu = device.getByRole('option', { name: 'webgpu (missing)' });
    await webgpu.waitFor({ state: 'attached' });
    expect(await webgpu.isDisabled()).toBe(true);
    expect(await webgpu.getAttribute('title')).toContain('No graphics card was found');
    await device.selectOption('cpu');

    await page.getByText('Devices of this machine').click();
    const row = page.getByRole('row', { name: /^webgpu no/ });
    await row.getByText('No graphics card was found').waitFor();
    expect(await page.getByRole('row', { name: /^cpu yes/ }).innerText()).toContain('ONNX Runtime');
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
  } finally {
    if (before === undefined) delete process.env['VK_ICD_FILENAMES'];
    else process.env['VK_ICD_FILENAMES'] = before;
  }
});
