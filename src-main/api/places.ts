/** The views of the window, in the order of its navigation and of the menu. */
export const places = [
  { to: '/library', name: 'Library' },
  { to: '/tickers', name: 'Tickers' },
  { to: '/label', name: 'Label' },
  { to: '/train', name: 'Train' },
  { to: '/runs', name: 'Runs' },
  { to: '/study', name: 'Study' },
  { to: '/explain', name: 'Explain' },
  { to: '/companies', name: 'Companies' },
  { to: '/texts', name: 'Texts' },
  { to: '/settings', name: 'Settings' },
] as const;
