import type { Command } from 'commander';
import { type ClassName, namesIn, type NameOf, withValue } from '../../class-names.ts';
import { UserError } from '../../errors.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { classNames } from '../../store/class-names.ts';
import { type DocumentDetails, documentDetails } from '../../store/document-details.ts';
import type { ReadableStore } from '../../store/store.ts';
import { wholeNumber } from './arguments.ts';
import { percent, printable, time } from './format.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

/** Near-duplicates that are shown. */
const nearDuplicatesShown = 20;

export function addShowCommand(program: Command): void {
  program
    .command('show')
    .description('show everything known about a text: labels, near-duplicates, source and predictions')
    .argument('<document>', 'the number of the document', wholeNumber('document'))
    .action((document: number, _options: unknown, command: Command) =>
      withSession((session) => show(session, document), command),
    );
}

function show({ output, store }: Session, id: number): void {
  const document = documentDetails(store(), id, nearDuplicatesShown);
  facts(output, document);
  labels(output, document, classNames(store()));
  nearDuplicates(output, document);
  predictions(output, document, (run) => namesOrLabels(store(), run));
  output.result({ document });
}

function facts(output: Output, document: DocumentDetails): void {
  const { source, companies, author, verified, retweet, publishedAt, url } = document;
  const tickers = companies.map(({ symbol, name }) => (name === symbol ? symbol : `${symbol} (${name})`));
  const lines = {
    document: String(document.id),
    published: publishedAt === null ? 'unknown' : `${time(publishedAt)} UTC`,
    author: `${author ?? 'unknown'}${verified ? ', verified' : ''}${retweet ? ', a retweet' : ''}`,
    tickers: tickers.join(', ') || 'none',
    link: url ?? 'none',
    source: `${source.file}, line ${source.line}, imported ${time(source.importedAt)} UTC`,
  };
  output.say(printable(document.text));
  output.say();
  for (const [name, value] of Object.entries(lines)) output.say(`${name.padEnd(11)}${printable(value)}`);
}

function labels(output: Output, { labels }: DocumentDetails, names: readonly ClassName[]): void {
  if (labels.length === 0) {
    output.say('\nno labels');
    return;
  }
  output.say();
  output.table(
    labels.map(({ scheme, value, origin, confidence, run, file, line }) => [
      scheme,
      withValue(value, namesIn(names, scheme)),
      origin,
      confidence === null ? '' : percent(confidence),
      run === null ? `${file ?? ''}${line === null ? '' : `, line ${line}`}` : `run ${run}`,
    ]),
    ['scheme', 'label', 'origin', 'confidence', 'from'],
  );
}

function nearDuplicates(output: Output, { nearDuplicates: { total, rows } }: DocumentDetails): void {
  if (total === 0) {
    output.say('\nno near-duplicates');
    return;
  }
  output.say();
  output.table(
    rows.map(({ document, publishedAt, author, text }) => [
      document,
      time(publishedAt),
      author ?? '',
      printable(text),
    ]),
    ['near-duplicate', 'time (UTC)', 'author', 'text'],
  );
  if (rows.length < total) output.say(`${rows.length} of ${total} near-duplicates`);
}

/** Of a run that cannot be read any more the labels stand as they are. */
function namesOrLabels(store: ReadableStore, run: number): NameOf {
  try {
    return namesOfRun(store, run);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return (label) => label;
  }
}

function predictions(
  output: Output,
  { predictions }: DocumentDetails,
  namesOf: (run: number) => NameOf,
): void {
  if (predictions.length === 0) return;
  output.say();
  output.table(
    predictions.map(({ run, recipe, part, truth, predicted }) => [
      run,
      recipe,
      part,
      ...[truth, predicted].map(namesOf(run)),
    ]),
    ['run', 'recipe', 'part', 'truth', 'predicted'],
  );
}
