/** The command `contexture` as it is called from a shell, a script or npm. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'bin/contexture.cjs');
const folder = mkdtempSync(join(tmpdir(), 'contexture command ü '));
const workspace = join(folder, 'workspace');
const env = { ...process.env, CONTEXTURE_WORKSPACE: workspace, NO_COLOR: '1' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: readonly string[], more: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: more.cwd ?? folder,
    env: { ...env, ...more.env },
  });
  return { status, stdout, stderr };
}

const contexture = (...args: string[]) => run(process.execPath, [launcher, ...args]);

const line =
  '1,Apple $AAPL is up 🚀 平安,Wed Jul 18 21:33:26 +0000 2018,someone,AAPL,Apple Inc.,https://example.org,False';
const heading = 'id,text,timestamp,source,symbols,company_names,url,verified';

beforeAll(() => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/tweets.csv'), `${heading}\n${line}\n${line.replaceAll('AAPL', 'MSFT')}\n`);
  contexture('import', 'data/tweets.csv');
});

describe('from any folder', () => {
  it('takes relative paths from where it is called', () => {
    const { status, stdout } = run(process.execPath, [launcher, 'inspect', 'tweets.csv', '--json'], {
      cwd: join(folder, 'data'),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'stockerbot' });
  });

  it('does so through npm, which starts scripts in the folder of the project', () => {
    const npm = spawnSync(
      'npm',
      ['run', '-s', '--prefix', root, 'contexture', '--', 'inspect', 'tweets.csv'],
      {
        encoding: 'utf8',
        cwd: join(folder, 'data'),
        env: { ...env, npm_config_prefix: undefined, npm_config_local_prefix: undefined },
      },
    );
    expect(npm).toMatchObject({ status: 0 });
    expect(npm.stdout).toContain('tweets.csv is read as stockerbot');
  });

  it.skipIf(process.platform === 'win32')('is found through a link, as npm makes one', () => {
    symlinkSync(launcher, join(folder, 'contexture'));
    expect(run(join(folder, 'contexture'), ['companies', '--csv']).stdout).toContain('AAPL');
  });

  it('starts Node 24 where it is called by an older one', () => {
    const older = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });
      process.argv.splice(1, 0, 'contexture'); require(${JSON.stringify(launcher)})`;
    const { status, stdout } = run(process.execPath, ['-e', older, '--', '--version']);
    expect(status).toBe(0);
    expect(stdout).toContain('Node 24.');
    expect(run(process.execPath, ['-e', older, '--', 'companies', '--foo']).status).toBe(2);
  });

  it('says in one sentence what is missing', () => {
    const elsewhere = join(folder, 'elsewhere');
    cpSync(join(root, 'bin'), join(elsewhere, 'bin'), { recursive: true });
    const older = `Object.defineProperty(process.versions, 'node', { value: '12.22.0' });
      require(${JSON.stringify(join(elsewhere, 'bin/contexture.cjs'))})`;
    const missing = () => run(process.execPath, ['-e', older]);
    expect(missing()).toMatchObject({ status: 1, stdout: '' });
    expect(missing().stderr).toBe(
      `contexture: its dependencies are not installed. Run "npm ci" in ${elsewhere} first.\n`,
    );
    mkdirSync(join(elsewhere, 'node_modules/better-sqlite3'), { recursive: true });
    writeFileSync(join(elsewhere, 'node_modules/better-sqlite3/package.json'), '{}');
    expect(missing().stderr).toMatch(
      /^contexture: Contexture needs Node 24 .+ this is Node 12\.22\.0: .+\n$/,
    );
  });
});

describe('in scripts', () => {
  it.skipIf(process.platform === 'win32')('ends in silence where nobody reads on', () => {
    const many = Array.from({ length: 3000 }, (_, n) => line.replaceAll('AAPL', `T${n}`)).join('\n');
    writeFileSync(join(folder, 'many.csv'), `${heading}\n${many}\n`);
    const elsewhere = { ...env, CONTEXTURE_WORKSPACE: join(folder, 'many') };
    const piped = (command: string) =>
      run('bash', ['-c', `set -o pipefail; "${process.execPath}" "${launcher}" ${command} | head -1`], {
        env: elsewhere,
      });
    expect(run(process.execPath, [launcher, 'import', 'many.csv'], { env: elsewhere }).status).toBe(0);
    expect(piped('companies')).toMatchObject({ status: 0, stderr: '' });
    expect(piped('companies --csv').stdout).toBe('ticker,name,texts,labelled,first,last,prices\r\n');
    expect(piped('companies --json')).toMatchObject({ status: 0, stderr: '' });
  });

  const problem = z.object({
    error: z.object({ kind: z.string(), message: z.string(), exitCode: z.int() }),
  });

  it.each([
    [2, 'use', ['comapnies'], 'Did you mean companies?'],
    [2, 'use', ['companies', '--workspac', 'x'], 'Did you mean --workspace?'],
    [2, 'use', ['help', 'companis'], 'Did you mean companies'],
    [2, 'use', [], 'no command was given'],
    [2, 'use', ['complete', 'zhs'], 'Did you mean "zsh"'],
    [2, 'use', ['export'], "required option '--format <format>' not specified"],
    [2, 'use', ['predict', '99', '--text', 'x'], '99'],
    [2, 'use', ['companies', '--columns', 'tikcer'], 'Did you mean "ticker"?'],
    [3, 'input', ['import', 'nothing.csv'], 'nothing.csv'],
  ])('with --json an error is JSON too: %i, %s, %j', (status, kind, args, message) => {
    const failed = contexture(...args, '--json');
    expect(failed.status).toBe(status);
    const last = failed.stdout.trimEnd().split('\n').at(-1)!;
    expect(failed.stderr.trimEnd()).toBe(last);
    const { error } = problem.parse(JSON.parse(last));
    expect(error).toMatchObject({ kind, exitCode: status });
    expect(error.message).toContain(message);
  });

  it('says what is wrong below the help that stands in for an error', () => {
    const failed = contexture('help', 'companis');
    expect(failed).toMatchObject({ status: 2, stdout: '' });
    expect(failed.stderr).toMatch(/\ncontexture: unknown command 'companis'\. Did you mean companies.*\n$/);
    expect(contexture('help', 'companies')).toMatchObject({ status: 0, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says in one sentence that the disk is full', () => {
    const full = (command: string) =>
      run('bash', ['-c', `"${process.execPath}" "${launcher}" ${command} >/dev/full`]);
    for (const command of ['companies', 'companies --json', 'documents --format csv']) {
      const { status, stderr } = full(command);
      expect(status).toBe(1);
      expect(stderr).toContain('The disk is full');
      expect(stderr).not.toContain('    at ');
    }
  });

  it('prints an error once and as one line without --json', () => {
    expect(contexture('comapnies')).toEqual({
      status: 2,
      stdout: '',
      stderr: "contexture: unknown command 'comapnies'. Did you mean companies?\n",
    });
  });

  it('shows where an error arose with --verbose, and never without', () => {
    expect(contexture('predict', '99', '--text', 'x').stderr).not.toContain('    at ');
    expect(contexture('predict', '99', '--text', 'x', '--verbose').stderr).toContain('    at ');
  });

  it('tells its versions', () => {
    const { stdout } = contexture('--version');
    expect(stdout).toMatch(/^contexture \d+\.\d+\.\d+.*\nNode 24\.\d+\.\d+\nONNX Runtime \d+\.\d+\.\d+\n$/);
    expect(
      Object.keys(
        z.record(z.string(), z.unknown()).parse(JSON.parse(contexture('--version', '--json').stdout)),
      ),
    ).toEqual(['contexture', 'commit', 'node', 'onnxruntime']);
  });

  it('serves, and prints one JSON object that says where', async () => {
    const server = spawn(process.execPath, [launcher, 'serve', '--json'], { env, cwd: folder });
    try {
      const [first] = await once(createInterface(server.stdout), 'line');
      const served = z
        .object({ url: z.url(), port: z.int().positive(), workspace: z.string(), pid: z.int() })
        .parse(JSON.parse(String(first)));
      expect(served).toMatchObject({ workspace, pid: server.pid });
      expect((await fetch(served.url)).status).toBe(200);
    } finally {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
  });
});

describe('tables', () => {
  it('are CSV where asked for, with the columns that were chosen', () => {
    expect(contexture('companies', '--csv', '--columns', 'texts,Ticker')).toEqual({
      status: 0,
      stdout: 'texts,ticker\r\n1,AAPL\r\n1,MSFT\r\n',
      stderr: '',
    });
  });

  it('fit the width that COLUMNS says, and are whole with --no-trunc', () => {
    const narrow = { env: { COLUMNS: '30' } };
    const at = ['context', '--company', 'AAPL', '--at', '2018-07-19'];
    const cut = run(process.execPath, [launcher, ...at], narrow).stdout;
    expect(cut).toContain('…');
    expect(
      Math.max(
        ...cut
          .split('\n')
          .filter((row) => !row.startsWith('('))
          .map((row) => row.length),
      ),
    ).toBeLessThanOrEqual(30);
    const whole = run(process.execPath, [launcher, ...at, '--no-trunc'], narrow).stdout;
    expect(whole).toContain('Apple $AAPL is up 🚀 平安');
  });

  it('have no escape codes', () => {
    const all = [contexture('companies'), contexture('doctor'), contexture('import', 'data/tweets.csv')];
    for (const { stdout, stderr } of all) expect(stdout + stderr).not.toContain('\u001B');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('has a script for %s', (shell) => {
    const { status, stdout } = contexture('complete', shell);
    expect(status).toBe(0);
    expect(stdout).toContain('contexture');
  });

  it.skipIf(process.platform === 'win32')('has a script that bash reads', () => {
    const { stdout } = contexture('complete', 'bash');
    writeFileSync(join(folder, 'completion.bash'), stdout);
    expect(run('bash', ['-n', join(folder, 'completion.bash')])).toMatchObject({ status: 0, stderr: '' });
  });

  it.skipIf(process.platform === 'win32')('works in a bash without further packages, read twice', () => {
    const script = join(folder, 'completion.bash');
    writeFileSync(script, contexture('complete', 'bash').stdout);
    writeFileSync(
      join(folder, 'contexture-command.bash'),
      `contexture() { "${process.execPath}" "${launcher}" "$@"; }
      compopt() { :; }
      source "${script}"; source "${script}"
      COMP_WORDS=(contexture train con) COMP_CWORD=2
      __contexture_complete; echo "\${COMPREPLY[@]}"
      complete -p contexture\n`,
    );
    expect(run('bash', ['--norc', join(folder, 'contexture-command.bash')])).toEqual({
      status: 0,
      stdout: 'contextual-sentiment\ncomplete -o default -F __contexture_complete contexture\n',
      stderr: '',
    });
  });

  it('leaves to the shell what may be a file, and nothing else', () => {
    // The last line is a number of what the shell may do: 4 forbids it to offer files.
    const files = (...args: string[]) => contexture('complete', '--', ...args).stdout.endsWith(':0\n');
    expect(files('import', './twe')).toBe(true);
    expect(files('predict', '1', '--file', '')).toBe(true);
    expect(files('train', 'con')).toBe(false);
    expect(files('context', '--scope', '')).toBe(false);
  });

  it('knows commands, options and choices', () => {
    const suggested = (...args: string[]) =>
      contexture('complete', '--', ...args)
        .stdout.split('\n')
        .map((one) => one.split('\t')[0]);
    expect(suggested('comp')).toEqual(expect.arrayContaining(['companies', 'compare']));
    expect(suggested('train', '--se')).toEqual(expect.arrayContaining(['--set', '--seed']));
    expect(suggested('context', '--scope', '')).toEqual(
      expect.arrayContaining(['company', 'author', 'market']),
    );
  });
});
