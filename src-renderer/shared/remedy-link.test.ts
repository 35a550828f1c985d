import { expect, test } from 'vitest';
import { readingSchema } from '../../src-main/ingest/reading.ts';
import type { Remedy } from '../../src-main/api/types.ts';
import { remedyLink, settingControls } from './remedy-link.ts';

test.each<[Remedy, string, unknown]>([
  [{ action: 'import', what: 'texts' }, 'Import texts', { path: '/library', query: {} }],
  [
    { action: 'import', what: 'labels', scheme: 'topic' },
    'Import labels',
    { path: '/library', query: { labels: 'topic' } },
  ],
  [{ action: 'train', recipe: 'topic' }, 'Train topic', { path: '/train', query: { recipe: 'topic' } }],
  [
    { action: 'train', recipe: 'company-embedding', settings: { objective: 'topic', epochs: '3' } },
    'Train company-embedding',
    { path: '/train', query: { recipe: 'company-embedding', set: ['objective=topic', 'epochs=3'] } },
  ],
  [{ action: 'resume', run: 3 }, 'Resume run 3', { path: '/runs/3', query: { to: 'resume' } }],
  [{ action: 'label' }, 'Choose a run to label texts', '/runs'],
  [
    { action: 'add-checkpoint', checkpoint: 'owner/name' },
    'Add owner/name',
    { path: '/settings', query: { add: 'owner/name' } },
  ],
  [{ action: 'add-checkpoint', checkpoint: null }, 'Add a checkpoint', { path: '/settings', query: {} }],
  [{ action: 'list', what: 'checkpoints' }, 'See all checkpoints', '/settings'],
  [{ action: 'list', what: 'companies' }, 'See all tickers', '/tickers'],
])('%j is done where a link leads', (remedy, label, to) => {
  expect(remedyLink(remedy)).toEqual({ label, to });
});

test.each<Remedy>([
  { action: 'predict', file: 'a.csv' },
  { action: 'repair' },
  { setting: 'workspace', values: [] },
])('%j has no link', (remedy) => {
  expect(remedyLink(remedy)).toBeNull();
});

test('settings that the window has a control for are named once; those of the command line are left out', () => {
  expect(
    settingControls([
      { setting: 'as', values: ['texts', 'labels'] },
      { action: 'label' },
      { setting: 'columns', values: ['text=2'] },
      { setting: 'as', values: ['prices'] },
      { setting: 'workspace', values: [] },
      { setting: 'force', values: [] },
    ]),
  ).toEqual([
    { setting: 'as', label: 'Choose the kind of file' },
    { setting: 'columns', label: 'Choose the columns' },
  ]);
});

test('the settings of an earlier file are one button, before the others', () => {
  expect(
    settingControls([
      { earlier: [{ setting: 'dates', value: 'dmy' }] },
      { setting: 'dates', values: ['mdy', 'dmy'] },
    ]),
  ).toEqual([
    { setting: 'earlier', label: 'As last time' },
    { setting: 'dates', label: 'Choose the order of days' },
  ]);
});

test('every setting of how a file is read has a button', () => {
  const options: Record<string, string> = { quoted: 'quotes', heading: 'heading-line' };
  const settings = Object.keys(readingSchema.shape).map((setting) => options[setting] ?? setting);
  const remedies = settings.map((setting) => ({ setting, values: [] }));
  expect(settingControls(remedies).map(({ setting }) => setting)).toEqual(settings);
});
