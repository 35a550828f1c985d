import { UserError } from '../store/errors.ts';
import { companyColumns, labelColumns } from './columns.ts';
import type { CompanyColumns, LabelColumns } from './columns.ts';
import type { Line } from './lines.ts';
import { quotesItsTexts } from './stockerbot.ts';
import { isHeading } from './stockerbot-line.ts';
import { findTimestamp } from './stockerbot-time.ts';

/** What a file is, and how it is to be read. */
export type FileKind =
  | { kind: 'stockerbot'; quoted: boolean }
  | { kind: 'labels'; columns: LabelColumns }
  | { kind: 'companies'; columns: CompanyColumns };

const KINDS = ['stockerbot', 'labels', 'companies'] as const;

/**
 * Recognises a file from its first lines; `as` names its kind where the user knows better.
 *
 * @throws UserError when `as` is no kind, or the file cannot be read as that or as anything.
 */
export function recognise(path: string, lines: readonly Line[], as: string | null): FileKind {
  if (as !== null && !KINDS.some((kind) => kind === as)) {
    throw new UserError('use', `"${as}" is no kind of file; there are ${KINDS.join(', ')}.`);
  }
  if (lines.every(({ text }) => text.trim() === ''))
    throw new UserError('input', `${path}: the file is empty.`);
  if (as === 'stockerbot' || (as === null && isStockerBot(lines))) {
    return { kind: 'stockerbot', quoted: quotesItsTexts(lines) };
  }
  if (as !== 'labels') {
    const columns = companyColumns(lines);
    if (columns !== null) return { kind: 'companies', columns };
  }
  if (as !== 'companies') {
    const columns = labelColumns(lines);
    if (columns !== null) return { kind: 'labels', columns };
  }
  throw new UserError(
    'input',
    as === null
      ? `${path}: not recognised. It can be a StockerBot export, a file of texts and labels (headings text and label), or a list of companies (headings symbol and name).`
      : `${path}: it cannot be read as ${as}; ${as === 'labels' ? 'headings text and label are missing.' : 'headings symbol and name are missing.'}`,
  );
}

function isStockerBot(lines: readonly Line[]): boolean {
  const [first] = lines;
  if (first !== undefined && isHeading(first.text)) return true;
  const dated = lines.filter(({ text }) => findTimestamp(text) !== null).length;
  return dated > 0 && dated * 2 >= lines.filter(({ text }) => text.trim() !== '').length;
}
