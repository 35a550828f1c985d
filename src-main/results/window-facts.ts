/** What a run with context says of its windows, and of the gap between its parts. */
import { z } from 'zod';
import { counted } from '../counted.ts';
import { type LabelFacts, labelsInWords } from './label-facts.ts';

export interface WindowFacts {
  /** Share of the texts of each part that have a window. */
  withWindow: Record<'train' | 'valid' | 'test', number>;
  /**
   * Share of the test texts of whose ticker and day there is a training text, with which they may share window and
   * label; missing: texts were divided by time.
   */
  sharedDays?: number | undefined;
}

export const windowFactsSchema: z.ZodType<WindowFacts> = z.object({
  withWindow: z.object({ train: z.number(), valid: z.number(), test: z.number() }),
  sharedDays: z.number().optional(),
});

export interface Embargo {
  /** Hours before a part begins from which on nothing is in the part before it. */
  hours: number;
  /** Texts that were left out for it. */
  leftOut: number;
}

export const embargoSchema: z.ZodType<Embargo> = z.object({ hours: z.number(), leftOut: z.int() });

/** `1 hour`, `24 hours` */
export function hoursInWords({ hours }: Pick<Embargo, 'hours'>): string {
  return counted(hours, 'hour');
}

/** Sentences about labels that people did not give, the windows and the gap; none where there is nothing to say. */
export function guardsInWords({
  by,
  windows,
  embargo,
  labels,
}: {
  by: string;
  labels?: LabelFacts | undefined;
  windows?: WindowFacts | undefined;
  embargo?: Embargo | undefined;
}): string[] {
  const share = (of: number) => `${(100 * of).toFixed(0)} %`;
  const said = labels ? labelsInWords(labels, by) : [];
  if (embargo) {
    said.push(
      `embargo: ${counted(embargo.leftOut, 'text')} of the ${hoursInWords(embargo)} before the validation and the test part ${embargo.leftOut === 1 ? 'was' : 'were'} left out`,
    );
  } else if (by === 'time' && windows) {
    said.push('there is no gap between the parts');
  }
  if (windows) {
    const { train, valid, test } = windows.withWindow;
    said.push(
      `a window of earlier texts is there for ${share(train)} of the training texts, ${share(valid)} of validation and ${share(test)} of the test texts`,
    );
    if ((windows.sharedDays ?? 0) > 0) {
      said.push(
        `Warning: the texts were not divided by time, and ${share(windows.sharedDays!)} of the test texts have a training text of their ticker and day, with which they may share window and label; a gain from context may be windows learned by heart, which the placebo “the same unrelated texts” of a study of context shows; the setting daysTogether keeps them in one part`,
      );
    }
  }
  return said;
}
