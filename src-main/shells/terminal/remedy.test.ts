import { expect, test } from 'vitest';
import type { Remedy } from '../../remedies.ts';
import { withRemedies } from './remedy.ts';

const message = 'It is wrong.';

test('a message without remedies stays as it is', () => {
  expect(withRemedies({ message: 'no full stop' })).toBe('no full stop');
  expect(withRemedies({ message, remedies: [] }, '/tmp/w')).toBe(message);
});

const earlier: Remedy = {
  earlier: [
    { setting: 'columns', value: 'text=2,label=the mood' },
    { setting: 'zone', value: 'America/New_York' },
  ],
};

test.each<[Remedy[], string]>([
  [[earlier], "To read it as last time, use --columns 'text=2,label=the mood' --zone America/New_York."],
  [
    [{ earlier: [{ setting: 'dates', value: 'dmy' }] }, { setting: 'dates', values: ['mdy', 'dmy'] }],
    'To read it as last time, use --dates dmy; otherwise say which: --dates mdy or --dates dmy.',
  ],
])('settings of an earlier file are options to be copied together: %j', (remedies, sentence) => {
  expect(withRemedies({ message, remedies })).toBe(`It is wrong. ${sentence}`);
});

test.each<[Remedy[], string]>([
  [[{ setting: 'dates', values: ['mdy', 'dmy'] }], 'Say which: --dates mdy or --dates dmy.'],
  [
    [{ setting: 'as', values: ['texts', 'labels', 'prices'] }],
    'Say which: --as texts, --as labels or --as prices.',
  ],
  [[{ setting: 'ticker', values: ['SPY'] }], 'Use --ticker SPY.'],
  [[{ setting: 'encoding', values: [] }], 'Set --encoding.'],
  [[{ setting: 'labels', values: [] }], 'Name another scheme with --labels.'],
  [[{ setting: 'name', values: [] }], 'Give the name with --name.'],
  [[{ setting: 'workspace', values: [] }], 'Choose a folder with --workspace.'],
  [[{ setting: 'columns', values: ['text=2,label=1'] }], 'Use --columns text=2,label=1.'],
  [
    [
      { setting: 'rejects', values: [] },
      { setting: 'force', values: [] },
    ],
    'Name another file with --rejects, or overwrite it with --force.',
  ],
  [
    [
      { setting: 'as', values: ['texts', 'labels'] },
      { setting: 'columns', values: ['text=2,label=1'] },
    ],
    'Use --as texts or --as labels, or use --columns text=2,label=1.',
  ],
])('settings are options: %j', (remedies, sentence) => {
  expect(withRemedies({ message, remedies })).toBe(`It is wrong. ${sentence}`);
});

test.each<[Remedy[], string]>([
  [[{ action: 'import', what: 'files' }], 'Import something with: contexture import FILE'],
  [[{ action: 'import', what: 'texts' }], 'Import texts with: contexture import FILE'],
  [[{ action: 'import', what: 'prices' }], 'Import daily prices with: contexture import FILE'],
  [[{ action: 'import', what: 'labels' }], 'Import labels with: contexture import FILE --labels SCHEME'],
  [
    [{ action: 'import', what: 'labels', scheme: 'topic' }],
    'Import labels with: contexture import FILE --labels topic',
  ],
  [
    [{ action: 'train', recipe: 'company-embedding', settings: { objective: 'topic' } }],
    'Train a model with: contexture train company-embedding --set objective=topic',
  ],
  [[{ action: 'resume', run: 7 }], 'Resume it with: contexture train --resume 7'],
  [[{ action: 'label' }], 'Label more texts with: contexture label RUN'],
  [
    [{ action: 'predict', file: 'new texts.csv' }],
    "Predict its texts without their labels with: contexture predict RUN --file 'new texts.csv'",
  ],
  [
    [{ action: 'add-checkpoint', checkpoint: 'google-bert/bert-base-uncased' }],
    'Add it with: contexture checkpoint add google-bert/bert-base-uncased',
  ],
  [
    [
      { action: 'list', what: 'checkpoints' },
      { action: 'add-checkpoint', checkpoint: null },
    ],
    '"contexture checkpoint list" lists the checkpoints of this machine. Add one with: contexture checkpoint add FILE',
  ],
  [[{ action: 'list', what: 'companies' }], '"contexture companies" lists the tickers.'],
  [[{ action: 'list', what: 'runs' }], '"contexture runs" lists all runs.'],
  [[{ action: 'list', what: 'recipes' }], '"contexture recipes" lists the recipes.'],
  [
    [
      { action: 'import', what: 'labels', scheme: 'topic' },
      { action: 'train', recipe: 'topic' },
    ],
    'Import labels with: contexture import FILE --labels topic; train a model with: contexture train topic',
  ],
  [
    [
      { action: 'resume', run: 7 },
      { setting: 'device', values: ['cpu'] },
    ],
    'Use --device cpu. Resume it with: contexture train --resume 7',
  ],
])('actions are commands, which come last: %j', (remedies, sentence) => {
  if (process.platform === 'win32') sentence = sentence.replaceAll("'", '"');
  expect(withRemedies({ message, remedies })).toBe(`It is wrong. ${sentence}`);
});

test('a sentence is ended before what helps', () => {
  expect(withRemedies({ message: 'cancelled', remedies: [{ action: 'resume', run: 1 }] })).toBe(
    'cancelled. Resume it with: contexture train --resume 1',
  );
});

test('commands name the workspace that is not the default one, as a shell takes it', () => {
  const at = (workspace: string, remedy: Remedy) => withRemedies({ message, remedies: [remedy] }, workspace);
  expect(at('/tmp/w', { action: 'resume', run: 1 })).toBe(
    'It is wrong. Resume it with: contexture train --resume 1 --workspace /tmp/w',
  );
  expect(at('/tmp/w', { action: 'list', what: 'runs' })).toBe(
    'It is wrong. "contexture runs --workspace /tmp/w" lists all runs.',
  );
  if (process.platform === 'win32') return;
  expect(at("/tmp/it's mine", { action: 'import', what: 'texts' })).toBe(
    String.raw`It is wrong. Import texts with: contexture import FILE --workspace '/tmp/it'\''s mine'`,
  );
});
