import { isDesktop } from '../host.ts';

interface Keys {
  place: string;
  keys: readonly { press: string; does: string }[];
}

/** Keys of the menu, which a browser has for itself. */
const ofMenu: Keys = {
  place: 'In the menu',
  keys: [
    { press: 'Ctrl 1 to 9 or ⌘ 1 to 9', does: 'go to a view' },
    { press: 'Ctrl O or ⌘ O', does: 'import files' },
    { press: 'Ctrl Shift O or ⌘ ⇧ O', does: 'open a workspace' },
    { press: 'Ctrl , or ⌘ ,', does: 'open the settings' },
  ],
};

/** What keys do, by where they do it. */
export const keysOf: readonly Keys[] = [
  {
    place: 'Everywhere',
    keys: [
      { press: 'Ctrl K or ⌘ K', does: 'find a view, a ticker, a run, a text' },
      { press: '/', does: 'search in this view' },
      { press: '?', does: 'show these keys' },
    ],
  },
  ...(isDesktop ? [ofMenu] : []),
  {
    place: 'In a list',
    keys: [
      { press: 'j, k or ↓, ↑', does: 'next and previous' },
      { press: 'Page Down, Page Up', does: 'ten further, ten back' },
      { press: 'Home, End', does: 'first and last' },
      { press: 'Enter', does: 'open' },
    ],
  },
  {
    place: 'While labelling',
    keys: [
      { press: '1 to 9, 0, a to z', does: 'give the class with this key' },
      { press: 'Enter', does: 'keep what was said before the window was shown' },
      { press: '→, ←', does: 'next and previous text' },
      { press: 'u', does: 'take the last one back' },
      { press: 'Enter in a field', does: 'label on, with what it says now' },
    ],
  },
];
