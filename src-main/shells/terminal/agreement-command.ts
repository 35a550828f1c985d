import type { Command } from 'commander';
import type { NameOf } from '../../class-names.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import { type AnnotatorSummary, annotatorSummary } from '../../study/annotators.ts';
import { requireScheme } from '../../store/text-filter.ts';
import { wholeNumber } from './arguments.ts';
import { percent } from './format.ts';
import type { Session } from './session.ts';

/** Texts of a list that are shown where nothing is said. */
const usualRows = 20;

/** What `labels agreement`, below the command that lists labels, is and takes. */
export function addAgreementOptions(command: Command): Command {
  return command
    .description(
      'tell how far people who labelled by hand agree, and how often the context window changed their mind',
    )
    .argument('<scheme>', 'the label scheme')
    .option('--rows <count>', 'how many texts to list', wholeNumber('--rows', 0), usualRows);
}

export function showAgreement({ output, store }: Session, scheme: string, rows: number): void {
  const summary = annotatorSummary(store(), scheme);
  if (summary.annotators.length === 0) {
    requireScheme(store(), scheme);
    output.say(`Nobody has labelled "${scheme}" by hand.`);
  } else {
    showAnnotators(output, summary);
    showPairs(output, summary);
    showTexts(output, summary, rows, namesOfScheme(store(), scheme));
  }
  output.result(summary);
}

function showAnnotators(output: Session['output'], { annotators }: AnnotatorSummary): void {
  output.table(
    annotators.map(({ annotator, texts, inWindow, changed, bulk }) => [
      annotator,
      texts,
      inWindow,
      inWindow === 0 ? '' : `${changed} (${percent(changed / inWindow)})`,
      bulk,
    ]),
    ['annotator', 'texts read', 'then in their window', 'changed', 'in bulk'],
  );
}

function showPairs(output: Session['output'], { pairs }: AnnotatorSummary): void {
  if (pairs.length === 0) return;
  output.say('');
  output.table(
    pairs.map(({ first, second, of, texts, agreed, kappa }) => [
      `${first} and ${second}`,
      of === 'final' ? 'last word' : 'text alone',
      texts,
      texts === 0 ? '' : percent(agreed / texts),
      kappa === null ? '' : kappa.toFixed(3),
    ]),
    ['annotators', 'of', 'texts', 'agreed', "Cohen's kappa"],
  );
}

function showTexts(
  output: Session['output'],
  { changes, disagreements }: AnnotatorSummary,
  rows: number,
  nameOf: NameOf,
): void {
  if (changes.length > 0) {
    output.say('\nThe window changed the label of these texts:');
    output.table(
      changes
        .slice(0, rows)
        .map(({ document, annotator, from, to, text }) => [
          document,
          annotator,
          nameOf(from),
          nameOf(to),
          text,
        ]),
      ['document', 'annotator', 'alone', 'in its window', 'text'],
    );
  }
  if (disagreements.length === 0) return;
  output.say('\nOn these texts annotators differ:');
  output.table(
    disagreements
      .slice(0, rows)
      .map(({ document, said, decided, text }) => [
        document,
        said.map(({ annotator, value }) => `${annotator}: ${nameOf(value)}`).join(', '),
        decided === null ? '' : nameOf(decided),
        text,
      ]),
    ['document', 'said', 'decided', 'text'],
  );
}
