/** What is said of labels that nobody read off the texts. */
import { z } from 'zod';
import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';

export interface MaskedFacts {
  /** What the rules are called. */
  rules: string;
  /** Texts learned, validated and tested out of which words were taken. */
  texts: number;
  /** Whether they are taken out of every text that the run reads; missing: an earlier version left them in windows, and in what the run reads later. */
  everywhere?: boolean | undefined;
}

export interface LabelFacts {
  /** Texts learned, validated and tested, by who gave their label; those of a file of the run are not among them. */
  origins: Partial<Record<string, number>>;
  /** Words of rules that were taken out of the texts; missing: none were. */
  masked?: MaskedFacts | undefined;
  /**
   * Texts that were taken out of two parts, since what their label tells had only happened when the next part had begun;
   * missing: no label is of a later time, or parts are not divided by time.
   */
  purged?: { train: number; valid: number } | undefined;
}

export const labelFactsSchema: z.ZodType<LabelFacts> = z.object({
  origins: z.partialRecord(z.string(), z.int()),
  masked: z.object({ rules: z.string(), texts: z.int(), everywhere: z.boolean().optional() }).optional(),
  purged: z.object({ train: z.int(), valid: z.int() }).optional(),
});

/** How labels of an origin are called. */
const names: Readonly<Record<string, string>> = {
  manual: 'by hand',
  import: 'from files',
  rule: 'by rules',
  price: 'from prices',
};

/** Sentences about labels that are not of people; none where all are. */
export function labelsInWords({ origins, masked, purged }: LabelFacts, by: string): string[] {
  const given = Object.entries(origins).filter(([, count = 0]) => count > 0);
  const said: string[] = [];
  const made = given.filter(([origin]) => origin === 'rule' || origin === 'price');
  if (made.length > 0 && given.length > 1) {
    const each = given
      .map(([origin, count = 0]) => `${inThousands(count)} ${names[origin] ?? origin}`)
      .join(', ');
    said.push(`Warning: labels of several origins were learned and tested together: ${each}`);
  } else if (given.length === 1 && origins['rule'] !== undefined) {
    said.push(
      'all labels are by rules: the scores say how well the rules are found again, not what people would say',
    );
  } else if (given.length === 1 && origins['price'] !== undefined) {
    said.push('all labels are from prices: they say what prices did afterwards, not what the texts mean');
  }
  if (purged) {
    said.push(
      `purged: ${inThousands(purged.train)} training and ${counted(purged.valid, 'validation text')}, since what prices did afterwards was only known when the next part had begun`,
    );
  } else if (origins['price'] !== undefined && by !== 'time') {
    said.push(
      'Warning: labels from prices were not divided by time, so that returns of the same days are learned and tested; scores are not those of days to come',
    );
  }
  if (masked) {
    const taken = `the words by which the rules “${masked.rules}” give labels were taken out of ${inThousands(masked.texts)} of the texts`;
    said.push(
      masked.everywhere
        ? `${taken}, and are taken out of whatever the run reads: windows, and texts that it predicts or explains`
        : `Warning: ${taken}, but this run of an earlier version reads them in windows, and in what it predicts or explains`,
    );
  } else if (origins['rule'] !== undefined) {
    said.push('the words by which rules gave labels are still in the texts');
  }
  return said;
}
