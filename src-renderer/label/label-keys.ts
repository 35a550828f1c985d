import { isNumber } from '../../src-main/api/class-order.ts';

/** What a key means while one labels. */
export type LabelAction = { do: 'choose'; index: number } | { do: 'keep' | 'next' | 'back' | 'undo' };

/** Keys for classes, in order; `u` takes back. */
const keys: readonly string[] = Array.from('1234567890abcdefghijklmnopqrstvwxyz');

/** As many classes as have a key. */
export const mostClasses = keys.length;

/** The key of each class. Where classes are numbers, a digit is its own key: 1 never gives the class 0. */
export function keysOf(classes: readonly string[]): string[] {
  const isOwn = (name: string) => classes.every(isNumber) && /^\d$/u.test(name);
  const free = keys.filter((key) => !classes.some((name) => isOwn(name) && name === key));
  return classes.map((name) => (isOwn(name) ? name : (free.shift() ?? '')));
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** `keysOfClasses` are those of the classes, in their order. */
export function labelAction(
  { key, ctrlKey, metaKey, altKey }: Pressed,
  keysOfClasses: readonly string[],
): LabelAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  const index = keysOfClasses.indexOf(key);
  if (index !== -1) return { do: 'choose', index };
  switch (key) {
    case 'Enter':
      return { do: 'keep' };
    case 'ArrowRight':
    case 'ArrowDown':
      return { do: 'next' };
    case 'ArrowLeft':
    case 'ArrowUp':
      return { do: 'back' };
    case 'u':
      return { do: 'undo' };
    default:
      return null;
  }
}

/** Whether a key is typed into a field, or presses the control that has the focus. */
export function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, select, textarea, [contenteditable]')) return true;
  return key === 'Enter' && target.matches('button, a, summary');
}
