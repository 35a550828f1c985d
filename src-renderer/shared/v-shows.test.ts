import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { vShows } from './v-shows.ts';

/** As much of an input as the directive touches. */
function shownIn() {
  const field = Object.assign(new EventTarget(), { value: '' }) as unknown as HTMLInputElement;
  const hooks = vShows as Record<'mounted' | 'updated', (field: HTMLInputElement, binding: object) => void>;
  hooks.mounted(field, { value: 8 });
  const update = (value: number, oldValue: number): void => hooks.updated(field, { value, oldValue });
  const leave = async (): Promise<void> => {
    field.dispatchEvent(new Event('change'));
    await pause(5);
  };
  return { field, update, leave };
}

it('what is typed stays as long as the value does', () => {
  const { field, update } = shownIn();
  expect(field.value).toBe('8');
  field.value = '1';
  update(8, 8);
  expect(field.value).toBe('1');
  update(9, 8);
  expect(field.value).toBe('9');
});

it('once it is left, what counts is shown: what was typed, what was made of it, or what stood there', async () => {
  const { field, update, leave } = shownIn();
  field.addEventListener('change', () => {
    if (field.value === '100') update(64, 8);
  });
  field.value = '100';
  await leave();
  expect(field.value).toBe('64');
  field.value = 'x';
  await leave();
  expect(field.value).toBe('64');
});
