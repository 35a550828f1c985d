import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { libraryFolder } from '../src-main/checkpoints/library/folder.ts';
import { windowSize } from '../src-main/configs/contextual.ts';
import { listRunRows } from '../src-main/runs/runs.ts';
import { openStore, reading } from '../src-main/store/open.ts';
import { explainTestPart } from '../src-main/study/explanations/test-part.ts';
import { minilmFolder, noMinilm } from './support/minilm.ts';
import { expectedAmount } from './support/sample.ts';
import { temporaryFile, temporaryFolder } from './support/workspace.ts';
import { commandLine } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const minilm = minilmFolder();
const why = minilm === null ? ` (${noMinilm})` : '';
const sample = join(root, 'resources/sample/stockerbot-sample.csv');

interface DemoAnswer {
  status: number | null;
  out: string;
  err: string;
}

function demo(config: string, ...args: string[]): DemoAnswer {
  return demoWith({}, config, ...args);
}

function demoWith(env: NodeJS.ProcessEnv, config: string, ...args: string[]): DemoAnswer {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [commandLine, 'demo', '--no-open', ...args],
    {
      encoding: 'utf8',
      // Every system's variable for the folder of the user's data; CONTEXTURE_WORKSPACE is no folder of the demo's.
      env: {
        ...process.env,
        HOME: config,
        APPDATA: config,
        XDG_CONFIG_HOME: join(config, '.config'),
        CONTEXTURE_WORKSPACE: join(config, 'mine/workspace'),
        ...env,
      },
    },
  );
  return { status, out: stdout, err: stderr };
}

const workspaceOf = (out: string) => /^workspace: (.*)$/mu.exec(out)?.[1];

/** Accuracies of a table whose rows begin with a name, in per cent. */
function accuracies(out: string): Map<string, number> {
  const rows = out.matchAll(/^(\S.*?) {2,}\d+ {2,}([\d.]+) %/gmu);
  return new Map([...rows].map(([, name, accuracy]) => [name!, Number(accuracy)]));
}

test('the demo deletes nothing beside the user’s workspace, says where it works, and shows the model with and without context', async () => {
  const config = temporaryFolder();
  mkdirSync(join(config, 'mine/demo'), { recursive: true });
  writeFileSync(join(config, 'mine/demo/thesis.txt'), 'years of work');
  const { status, out, err } = demo(config);
  expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
  expect(readFileSync(join(config, 'mine/demo/thesis.txt'), 'utf8')).toBe('years of work');
  expect(existsSync(join(config, 'mine/workspace'))).toBe(false);
  expect(existsSync(join(workspaceOf(out)!, 'contexture.db'))).toBe(true);
  // The sample's labels cannot be known from the text: about half of them are right without context.
  const shown = accuracies(out);
  expect(shown.get('model with context')).toBeGreaterThanOrEqual(94);
  expect(shown.get('model without context')).toBeLessThan(60);
  expect([...shown.keys()]).toEqual(
    expect.arrayContaining(['majority', 'naive Bayes', 'logistic regression', 'n-grams']),
  );

  // One of the eight texts of a window set the expectation: by attention and by leave-one-out it comes first.
  const store = openStore(workspaceOf(out)!, reading);
  onTestFinished(() => store.close());
  const { id: run } = listRunRows(store).find(({ config }) => windowSize(config) > 0)!;
  const { rows } = await explainTestPart(
    store,
    { run, texts: null, others: [], seed: 1 },
    { emit: () => {}, signal: new AbortController().signal },
  );
  const found = (which: 'mostAttended' | 'mostInfluential') =>
    rows.filter((row) => expectedAmount(row[which]?.text ?? '') !== undefined).length / rows.length;
  expect(rows.length).toBeGreaterThan(250);
  expect(found('mostAttended')).toBeGreaterThan(0.75);
  expect(found('mostInfluential')).toBeGreaterThan(0.75);
});

test('the demo of a file keeps what is done in its workspace; the same file again adds nothing', () => {
  const config = temporaryFolder();
  const rows = readFileSync(sample, 'utf8').split('\n').slice(0, 400).join('\n');
  const file = temporaryFile('own tweets.csv', `${rows}\n`);
  const first = demo(config, file);
  expect({ status: first.status, err: first.status === 0 ? '' : first.err }).toEqual({ status: 0, err: '' });
  const workspace = workspaceOf(first.out)!;
  expect(workspace).toMatch(/demo-own-tweets$/u);
  writeFileSync(join(workspace, 'notes.txt'), 'mine');
  const again = demo(config, file, '--json');
  const result = z
    .object({ workspace: z.string(), companies: z.object({ run: z.int() }) })
    .parse(JSON.parse(again.out));
  // Nothing was cleared, so that the second training is the workspace's second run.
  expect(result).toEqual({ workspace, companies: { run: 2 } });
  expect(readFileSync(join(workspace, 'notes.txt'), 'utf8')).toBe('mine');
});

test('where MiniLM is not on this machine, the demo says how to add it and creates nothing', () => {
  const config = temporaryFolder();
  const empty = { CONTEXTURE_CHECKPOINTS: join(config, 'checkpoints') };
  const { status, out, err } = demoWith(empty, config, '--encoder', 'minilm');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain('all-MiniLM-L6-v2 is not on this machine: add it with "npm run checkpoint:minilm"');
  expect(existsSync(join(config, '.config'))).toBe(false);
});

test.skipIf(minilm === null)(
  `MiniLM in its window reads more of the sample than the text alone${why}`,
  () => {
    const own = { CONTEXTURE_CHECKPOINTS: libraryFolder() };
    const { status, out, err } = demoWith(own, temporaryFolder(), '--encoder', 'minilm');
    expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
    const shown = accuracies(out);
    // The labels cannot be known from the text: chance is about a half.
    expect(shown.get('model without context')).toBeLessThan(65);
    expect(shown.get('model with context')).toBeGreaterThan(65);
    expect(out).toMatch(/What the heads attended to:\nattention +age +text *\n/u);
  },
);

test('a file that is missing is said to be, and no workspace is made for it', () => {
  const config = temporaryFolder();
  const { status, out, err } = demo(config, 'absent.csv');
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toContain('absent.csv');
  expect(existsSync(join(config, '.config'))).toBe(false);
});
