import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { trainedRun } from '../../export/trained-run.testing.ts';
import { runRow } from '../../runs/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import { labelByRules } from '../label-by-rules.ts';
import { studyData, type StudyData } from './data.ts';
import { countLooksOfStudy } from './looks.ts';
import { studyRequestSchema } from './request.ts';

const words = 'harbour bridge kettle orchard lantern saddle anchor violin meadow compass'.split(' ');
const said = ['was upgraded', 'was downgraded'];

/** Texts that rules labelled by words which are taken out of them, and a test file of other texts. */
async function masked(): Promise<{ store: WritableStore; settings: object; data: StudyData }> {
  const store = temporaryStore();
  const rows = words.flatMap((word, at) =>
    words.map((other, turn) => {
      const when = new Date(Date.UTC(2020, 0, 1, 10 * at + turn)).toISOString();
      return `${when},ABC,The ${word} of the ${other} ${said[(at + turn) % 2]} twice`;
    }),
  );
  await importContent(store, 'posts.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  const rules = [
    { label: 'up', phrases: ['upgraded'] },
    { label: 'down', phrases: ['downgraded'] },
  ];
  const text = JSON.stringify({ name: 'analysts', rules });
  const file = { file: 'rules.json', text };
  labelByRules(store, { rules: file, scheme: 'by-rules', against: null, dryRun: false });
  const tested = words.map(
    (word, at) => `Nobody saw a ${word} that ${said[at % 2]},${['up', 'down'][at % 2]}`,
  );
  const settings = {
    recipe: 'contextual-sentiment',
    scheme: 'by-rules',
    maskRules: true,
    testFile: temporaryFile('tested.csv', `text,label\n${tested.join('\n')}\n`),
  };
  const config = trainConfigSchema.parse({ ...settings, device: 'cpu' });
  const { encoders } = studyRequestSchema.parse({ encoders: [{ name: 'words', config }] });
  return { store, settings, data: await studyData(store, encoders[0]!.config) };
}

const trained = [
  { key: 'none', seed: 1 },
  { key: 'none', seed: 2 },
];

test('a study and a run have one test part, also where words were taken out of its texts', async () => {
  const { store, settings, data } = await masked();
  expect(data.parts.test.filter(({ document, written }) => document === null && written).length).toBe(10);
  const run = await trainedRun(store, { ...settings, context: 'none', width: 8, ensemble: false });
  expect(runRow(store, run).looks).toBe(1);
  expect(countLooksOfStudy(store, 'abc', data, trained)).toEqual({ looks: 3, looksProblem: null });
  expect(runRow(store, run).looks).toBe(3);
});

test('a study of before looks were kept is one look', async () => {
  const { store, data } = await masked();
  const rows = data.parts.test.map(({ document, line, text, label }) => [document, line, text, label]);
  const part = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  mkdirSync(join(store.dir, 'studies'));
  const file = join(store.dir, 'studies', 'looks.json');
  writeFileSync(file, JSON.stringify({ [part]: ['abc', 'def'], other: ['ghi'] }));
  expect(countLooksOfStudy(store, 'abc', data, trained).looks).toBe(3);
  expect(countLooksOfStudy(store, 'abc', data, trained).looks).toBe(3);
  writeFileSync(file, '{"');
  expect(countLooksOfStudy(store, 'xyz', data, trained)).toEqual({
    looks: 5,
    looksProblem: expect.stringMatching(/looks\.json is damaged/),
  });
});
