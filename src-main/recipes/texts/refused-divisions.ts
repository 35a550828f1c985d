/** Why labelled texts are not divided into parts, each with a remedy. */
import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { labelledInWords, nearDuplicatesCountOnce } from '../../near-duplicate-words.ts';
import type { NearCopies } from '../../results/near-copies.ts';
import { hoursInWords } from '../../results/window-facts.ts';
import { leastLabels } from './label-needs.ts';

/** @param rows with a label, near-duplicates too; @param count of these, one of each group */
export function tooFew(config: ClassifierConfig, rows: number, count: number, classes: string[]): UserError {
  const where = config.symbols ? ` of ${config.symbols.join(', ')}` : '';
  const why = count === 0 ? '' : ` ${nearDuplicatesCountOnce}`;
  return new UserError(
    'use',
    `${labelledInWords(rows, count, where)} (scheme "${config.scheme}", classes: ${classes.join(', ') || 'none'});` +
      ` at least ${leastLabels} with two classes are needed.${why}`,
    { remedies: [{ action: 'import', what: 'labels', scheme: config.scheme }] },
  );
}

export function emptyPart(part: 'train' | 'valid' | 'test', count: number): UserError {
  const purpose = { train: 'to learn from', valid: 'to stop the training by', test: 'to test on' }[part];
  return new UserError(
    'use',
    `Divided as asked, the ${counted(count, 'labelled text')} leave none ${purpose}.` +
      ' Import more labelled texts, or divide them in another way.',
    { remedies: [{ action: 'import', what: 'labels' }] },
  );
}

export function allCopies(count: number, { withCopy, threshold }: NearCopies): UserError {
  return new UserError(
    'use',
    `Most of the ${counted(count, 'labelled text')} are near copies of one another (${inThousands(withCopy)} with a similarity of ${threshold} or more),` +
      ' and what is tested leaves too few of them to learn from. Import more labelled texts, or set a higher similarity' +
      ' for near copies.',
    { remedies: [{ action: 'import', what: 'labels' }] },
  );
}

export function allInFile(file: string, count: number): UserError {
  return new UserError(
    'use',
    `Too few of the ${counted(count, 'labelled text')} are left to learn from: the others stand in ${file} too, or are near copies of texts in it. Import labels of other texts, or test without this file.`,
    { remedies: [{ action: 'import', what: 'labels' }] },
  );
}

export function emptyUnderEmbargo(part: string, asked: { hours: number }, longest: number): UserError {
  const what = `An embargo of ${hoursInWords(asked)} leaves no text in the ${part === 'train' ? 'training' : 'validation'} part.`;
  if (longest === 0) return new UserError('use', `${what} Do without one, or import texts of a longer time.`);
  return new UserError(
    'use',
    `${what} The longest that leaves some is ${hoursInWords({ hours: longest })}. Set it, or import texts of a longer time.`,
    { remedies: [{ setting: 'embargo', values: [String(longest)] }] },
  );
}
