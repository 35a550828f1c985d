/** What a key means while one labels; null: nothing. */
export type LabelAction = { do: 'choose'; index: number } | { do: 'keep' | 'next' | 'back' | 'undo' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export function labelAction({ key, ctrlKey, metaKey, altKey }: Pressed, classes: number): LabelAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (/^[1-9]$/u.test(key)) return Number(key) <= classes ? { do: 'choose', index: Number(key) - 1 } : null;
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
