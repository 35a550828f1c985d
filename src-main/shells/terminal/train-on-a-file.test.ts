import { expect, test } from 'vitest';
import { answerOf } from '../../../test/support/command.ts';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';

/** Runs the command line as a person does. */
const contexture = (...args: string[]) => answerOf(process.cwd(), ...args);

/** Forty texts of two classes, no two of them alike. */
const words = ['apple', 'bolt', 'cedar', 'delta', 'ember', 'fjord', 'grain', 'haven', 'inlet', 'jolt'];
const rows = words.flatMap((one, i) =>
  [1, 3, 5, 7].map((step) => {
    const other = words[(i + step) % words.length]!;
    return [`${one} ${other} ${one}${other} ${step % 4 === 1 ? 'gains' : 'loses'}`, step % 4 === 1 ? 1 : 0];
  }),
);

test('a training on the texts of a file makes the workspace that it is kept in', async () => {
  const workspace = `${temporaryFolder()}/new`;
  const file = temporaryFile('labelled.csv', `text,label\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const training = ['train', 'contextual-sentiment', '--context', 'none', '--set', 'epochs=1'];
  const without = await contexture(...training, '--workspace', workspace);
  expect(without).toMatchObject({ status: 2, err: expect.stringContaining('There is no workspace') });
  const { status, err } = await contexture(...training, '--train', file, '--workspace', workspace);
  expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
  expect(err).toContain(`Created a new workspace in ${workspace}.`);
  const runs = await contexture('runs', '--json', '--workspace', workspace);
  expect(JSON.parse(runs.out)).toMatchObject({ runs: [{ state: 'done' }] });
});

test('a file that has to be explained is imported: a training has no options for it', async () => {
  const file = temporaryFile(
    'odd.csv',
    'id,text,timestamp,source,symbols\n17,Up $GS,2018-07-09 01:00,me,GS\n',
  );
  const { status, err } = await contexture(
    'train',
    'contextual-sentiment',
    '--train',
    file,
    '--workspace',
    temporaryFolder(),
  );
  expect(status).toBe(3);
  expect(err).toContain('Import labels with: contexture import FILE');
  expect(err).not.toContain('--columns');
});
