/** How far people who labelled by hand agree, and what the context window changed. */
import { adjudications, blindJudgements, type FinalJudgement, finalJudgements } from '../store/judgements.ts';
import type { ReadableStore } from '../store/store.ts';
import { textsByIds } from '../store/texts.ts';
import { kappa } from '../training/metrics.ts';

export interface AnnotatorCounts {
  annotator: string;
  /** Texts that were read and labelled one by one. */
  texts: number;
  /** Of them, those that were labelled alone first and then in their window. */
  inWindow: number;
  /** Of those, the ones whose label the window changed. */
  changed: number;
  /** Texts that were labelled all at once, without reading each. */
  bulk: number;
}

/** A text whose label an annotator changed when its window was seen. */
export interface ChangeOfMind {
  document: number;
  text: string;
  annotator: string;
  from: string;
  to: string;
}

/** How far two annotators agree on the texts that both read. */
export interface PairAgreement {
  first: string;
  second: string;
  /** `final`: their last word; `blind`: of the text alone. */
  of: 'final' | 'blind';
  texts: number;
  agreed: number;
  /** Cohen's kappa; null where chance alone agrees fully, or there are no texts. */
  kappa: number | null;
}

export interface Disagreement {
  document: number;
  text: string;
  said: { annotator: string; value: string }[];
  /** null: nobody has decided yet. */
  decided: string | null;
}

export interface AnnotatorSummary {
  scheme: string;
  annotators: AnnotatorCounts[];
  changes: ChangeOfMind[];
  pairs: PairAgreement[];
  disagreements: Disagreement[];
}

/** What people said of the texts of a scheme, side by side. */
export function annotatorSummary(store: ReadableStore, scheme: string): AnnotatorSummary {
  const finals = finalJudgements(store, scheme);
  const blind = blindJudgements(store, scheme);
  const blindOf = new Map(blind.map((one) => [`${one.document} ${one.annotator}`, one.value]));
  const read = finals.filter(({ stage }) => stage !== 'bulk');
  const changed = read.flatMap(({ document, annotator, value, stage }) => {
    const from = stage === 'window' ? blindOf.get(`${document} ${annotator}`) : undefined;
    return from === undefined || from === value ? [] : [{ document, annotator, from, to: value }];
  });
  // As labels follow from them: what was labelled all at once counts where nobody has read it.
  const byDocument = [...Map.groupBy(finals, ({ document }) => document)].map(([document, said]) => {
    const reading = said.filter(({ stage }) => stage !== 'bulk');
    return [document, reading.length > 0 ? reading : said] as const;
  });
  const differing = byDocument.filter(([, said]) => new Set(said.map(({ value }) => value)).size > 1);
  const texts = textsByIds(store, [
    ...new Set([...changed.map(({ document }) => document), ...differing.map(([document]) => document)]),
  ]);
  const textOf = (document: number) => texts.get(document) ?? '';
  const decided = adjudications(store, scheme);
  const names = [...new Set(finals.map(({ annotator }) => annotator))].toSorted();
  return {
    scheme,
    annotators: names.map((annotator) => {
      const own = finals.filter((one) => one.annotator === annotator);
      const count = (stage: FinalJudgement['stage']) => own.filter((one) => one.stage === stage).length;
      return {
        annotator,
        texts: own.length - count('bulk'),
        inWindow: count('window'),
        changed: changed.filter((one) => one.annotator === annotator).length,
        bulk: count('bulk'),
      };
    }),
    changes: changed.map((one) => ({ ...one, text: textOf(one.document) })),
    pairs: names.flatMap((first, at) =>
      names.slice(at + 1).flatMap((second) => [
        { first, second, of: 'final' as const, ...agreement(read, first, second) },
        { first, second, of: 'blind' as const, ...agreement(blind, first, second) },
      ]),
    ),
    disagreements: differing.map(([document, said]) => ({
      document,
      text: textOf(document),
      said: said.map(({ annotator, value }) => ({ annotator, value })),
      decided: decided.get(document) ?? null,
    })),
  };
}

function agreement(
  said: readonly FinalJudgement[],
  first: string,
  second: string,
): Pick<PairAgreement, 'texts' | 'agreed' | 'kappa'> {
  const of = (annotator: string) =>
    new Map(
      said.filter((one) => one.annotator === annotator).map(({ document, value }) => [document, value]),
    );
  const other = of(second);
  const both = [...of(first)].flatMap(([document, value]) => {
    const against = other.get(document);
    return against === undefined ? [] : [[value, against] as const];
  });
  const values = [...new Set(both.flat())].toSorted();
  const confusion = values.map((a) => values.map((b) => both.filter(([x, y]) => x === a && y === b).length));
  const beyondChance = both.length === 0 ? Number.NaN : kappa(confusion);
  return {
    texts: both.length,
    agreed: both.filter(([a, b]) => a === b).length,
    kappa: Number.isFinite(beyondChance) ? beyondChance : null,
  };
}
