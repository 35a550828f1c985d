/** How ways to read a file are called in the window. */

export const KINDS = [
  { value: 'stockerbot', name: 'StockerBot export' },
  { value: 'labels', name: 'texts and labels' },
  { value: 'texts', name: 'texts' },
  { value: 'prices', name: 'prices' },
  { value: 'companies', name: 'company names' },
] as const;

export const DELIMITERS = [
  { value: ',', name: 'comma' },
  { value: '\t', name: 'tab' },
  { value: ';', name: 'semicolon' },
  { value: '|', name: 'bar' },
  { value: '\n', name: 'one text per line' },
] as const;

/** What the columns of a kind can be for. */
const ROLES = {
  labels: ['text', 'label'],
  texts: ['text', 'label', 'time', 'ticker', 'name', 'author', 'url'],
  prices: ['time', 'ticker', 'open', 'high', 'low', 'close', 'adjusted', 'volume'],
  companies: ['ticker', 'name', 'sector'],
} as const;

const ALL = [...new Set(Object.values(ROLES).flat())];

/** Whether the columns of a kind are the user's to choose; those of a StockerBot export are fixed. */
export function hasChoice(kind: string | null): boolean {
  return kind !== 'stockerbot';
}

export function rolesOf(kind: string | null): readonly string[] {
  return kind === 'labels' || kind === 'texts' || kind === 'prices' || kind === 'companies'
    ? ROLES[kind]
    : ALL;
}

export function kindName(kind: string | null): string {
  return KINDS.find(({ value }) => value === kind)?.name ?? 'not recognised';
}

/** A sentence of the application without its hints for the command line. */
export function withoutHints(sentence: string): string {
  return sentence.replaceAll(/ \(--[^)]*\)/g, '');
}
