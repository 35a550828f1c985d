import { describe, expect, it } from 'vitest';
import { safeFileName } from './upload.ts';

describe('the name of an uploaded file', () => {
  it.each([
    ['tweets 2018.csv', 'tweets 2018.csv'],
    ['Kurse für Zürich.csv', 'Kurse für Zürich.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\tweets.csv', 'tweets.csv'],
    ['..', 'file-'],
    ['', 'file-'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\nc.csv', 'a_b_c.csv'],
    // A right-to-left override would show this as "exe.vsc".
    ['x\u202Ecsv.exe', 'x_csv.exe'],
    ['CON.csv', 'file-CON.csv'],
    ['a:b|c?.csv', 'a_b_c_.csv'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it.each(['x', 'ü', '文', '😀'])(
    'of many %s is no longer than a file system takes, and keeps its ending',
    (letter) => {
      const safe = safeFileName(`${letter.repeat(500)}.csv`);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
      expect(safe).toMatch(new RegExp(`^${letter}+[.]csv$`, 'u'));
    },
  );
});
