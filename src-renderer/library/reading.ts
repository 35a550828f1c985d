/** How delimiters are called in the window. */
export const DELIMITERS = [
  { value: ',', name: 'comma' },
  { value: '\t', name: 'tab' },
  { value: ';', name: 'semicolon' },
  { value: '|', name: 'bar' },
  { value: '\n', name: 'one text per line' },
] as const;
