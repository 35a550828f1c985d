/** The colours of the window as charts need them: resolved values of the CSS variables in styles/tokens.css. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly data: readonly [string, string, string];
  /** One a run, where runs are set side by side. */
  readonly runs: readonly string[];
  /** One a group of companies, told apart by the colour-blind. */
  readonly groups: readonly string[];
  readonly heatLow: string;
  readonly heatHigh: string;
}

/** The colours of the light theme, whatever the window has: those of a figure on paper. */
export function lightPalette(): Palette {
  const { dataset } = document.documentElement;
  const own = dataset['theme'];
  // Nothing is drawn before it is put back.
  dataset['theme'] = 'light';
  const palette = readPalette();
  if (own === undefined) delete dataset['theme'];
  else dataset['theme'] = own;
  return palette;
}

/** The colours that the window has now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: colour('--text'),
    muted: colour('--muted'),
    surface: colour('--surface'),
    line: colour('--line'),
    lineStrong: colour('--line-strong'),
    accent: colour('--accent'),
    data: [colour('--data-1'), colour('--data-2'), colour('--data-3')],
    runs: Array.from({ length: 8 }, (_, index) => colour(`--run-${index + 1}`)),
    groups: Array.from({ length: 8 }, (_, index) => colour(`--group-${index + 1}`)),
    heatLow: colour('--heat-low'),
    heatHigh: colour('--heat-high'),
  };
}
