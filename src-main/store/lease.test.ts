import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { endLease, isLeased, leaseInTurn, removeLease, takeLease } from './lease.ts';

test('a lease is had by one at a time', () => {
  const dir = temporaryFolder();
  expect(isLeased(dir, 'a')).toBe(null);
  expect([takeLease(dir, 'a'), takeLease(dir, 'a'), takeLease(dir, 'b')]).toEqual([true, false, true]);
  expect(isLeased(dir, 'a')).toBe(true);
  endLease(dir, 'a');
  expect(isLeased(dir, 'a')).toBe(false);
  expect(takeLease(dir, 'a')).toBe(true);
  removeLease(dir, 'a');
  expect(isLeased(dir, 'a')).toBe(null);
});

test('a lease ends with its process, also where that is killed', async () => {
  const dir = temporaryFolder();
  const code = `
    import { takeLease } from ${JSON.stringify(join(import.meta.dirname, 'lease.ts'))};
    console.log(takeLease(${JSON.stringify(dir)}, 'a'));
    setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void other.kill('SIGKILL'));
  const [said] = await once(other.stdout, 'data');
  expect(String(said)).toBe('true\n');
  expect([isLeased(dir, 'a'), takeLease(dir, 'a')]).toEqual([true, false]);

  const waited: string[] = [];
  const turn = leaseInTurn(dir, 'a', {
    signal: new AbortController().signal,
    onWait: () => waited.push('waits'),
  });
  other.kill('SIGKILL');
  using _ = await turn;
  expect(waited).toEqual(['waits']);
  expect(isLeased(dir, 'a')).toBe(true);
});

test('who waits for a lease can be stopped', async () => {
  const dir = temporaryFolder();
  takeLease(dir, 'a');
  const stop = new AbortController();
  const turn = leaseInTurn(dir, 'a', {
    signal: stop.signal,
    onWait: () => stop.abort(new Error('cancelled')),
  });
  await expect(turn).rejects.toThrow('cancelled');
  endLease(dir, 'a');
});
