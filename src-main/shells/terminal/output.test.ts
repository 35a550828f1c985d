import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOutput, terminalWidth } from './output.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('the first of several tables is printed as CSV, and that the others are not is said', () => {
  let [out, error] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((error += String(text)), true));
  const output = createOutput({ csv: true });
  output.table([[1, 'a']], ['run', 'name']);
  expect(error).toBe('');
  output.table([[2]], ['other']);
  expect(out.trimEnd().split(/\r?\n/u)).toEqual(['run,name', '1,a']);
  expect(error).toContain('--csv prints the first table alone');
});

describe('the width of tables', () => {
  it.each([
    ['that of the terminal', '', { isTTY: true, columns: 90 }, 90],
    ['what COLUMNS says', '50', { isTTY: true, columns: 90 }, 50],
    ['without bounds in a pipe or a file', '', { isTTY: false, columns: 0 }, null],
    // What `script`, `docker exec -t` and the like open has no size until somebody gives it one.
    ['without bounds in a terminal that has no size', '', { isTTY: true, columns: 0 }, null],
    ['that of the terminal where COLUMNS is no number', 'wide', { isTTY: true, columns: 90 }, 90],
  ])('is %s', (_, columns, stream, width) => {
    vi.stubEnv('COLUMNS', columns);
    expect(terminalWidth(stream)).toBe(width);
  });
});
