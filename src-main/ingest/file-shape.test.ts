import { expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryFile } from '../../test/support/workspace.ts';
import { fileShape, isTelling } from './file-shape.ts';
import { firstLines } from './lines.ts';

async function shape(content: string | Buffer, name = 'rows.csv'): Promise<string> {
  const path = temporaryFile(name, content);
  return fileShape(path, await firstLines(path, null));
}

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

test.each<[string, string | Buffer, string | Buffer]>([
  ['other rows', 'remark,mood\nit rose,glad\nit fell,sad\n', 'remark,mood\nnothing new,dull\n'],
  ['names in other letters', 'Remark,Mood\nit rose,glad\n', 'remark, mood\nit fell,sad\n'],
  ['quotes', 'remark,mood\nit rose,glad\n', '"remark","mood"\n"it rose, then fell","sad"\n'],
  ['line ends', 'remark;mood\nit rose;glad\n', 'remark;mood\r\nit fell;sad\r\n'],
  ['another encoding', 'remark;mood\nit rose;glad\n', utf16('remark;mood\nit fell;sad\n')],
  [
    'a title above the heading',
    'All of May\nremark,mood\na,b\nc,d\n',
    'All of June\nremark,mood\ne,f\ng,h\n',
  ],
  [
    'no heading, columns alike',
    'it rose,1,2018-01-02\nit fell,0,2018-01-03\n',
    'so what,1,2019-05-06\nwho knows,1,\n',
  ],
  ['a decimal comma', '1,5;it rose\n2,5;it fell\n', '10;it rose\n12,25;it fell\n'],
  ['keys in another order', '{"remark":"it rose","mood":1}\n', '{"mood":0,"remark":"it fell"}\n'],
  [
    'nested keys that are not always there',
    '{"remark":"it rose","user":{"id":1}}\n',
    '{"remark":"it fell","user":{"id":2,"name":"x"}}\n',
  ],
])('%s: the same shape', async (_what, one, other) => {
  const [first, second] = [await shape(one), await shape(other, 'others.csv')];
  expect(second).toBe(first);
  expect(isTelling(first)).toBe(true);
});

test.each<[string, string, string]>([
  ['another name', 'remark,mood\nit rose,glad\n', 'remark,feeling\nit rose,glad\n'],
  ['another order', 'remark,mood\nit rose,glad\n', 'mood,remark\nglad,it rose\n'],
  ['one more column', 'remark,mood\nit rose,glad\n', 'remark,mood,nr\nit rose,glad,1\n'],
  ['another delimiter', 'remark,mood\nit rose,glad\n', 'remark;mood\nit rose;glad\n'],
  ['another width', 'it rose,1\nit fell,0\n', 'it rose,1,2\nit fell,0,3\n'],
  ['the text in another column', 'it rose,1\nit fell,0\n', '1,it rose\n0,it fell\n'],
  ['a heading and none', 'remark,nr\nit rose,1\nit fell,0\n', 'it rose,1\nit fell,0\n'],
  ['another key', '{"remark":"it rose","mood":1}\n', '{"remark":"it rose","score":1}\n'],
])('%s: another shape', async (_what, one, other) => {
  expect(await shape(other)).not.toBe(await shape(one));
});

test('lines of text have nothing by which they are known', async () => {
  const one = await shape(
    'Profits rose, and shares with them\nNothing else happened.\nReally not\n',
    'a.txt',
  );
  expect(isTelling(one)).toBe(false);
  expect(await shape('One line\n', 'b.txt')).toBe(one);
});

test('the two parts of a data set have one shape, which is not that of another one', async (context) => {
  const names = ['stockemotions-train.csv', 'stockemotions-valid.csv', 'stockerbot-export.csv'];
  const paths = names.map((name) => dataFile(name));
  const [train, valid, tweets] = paths;
  if (train == null || valid == null || tweets == null) {
    context.skip(missing(names[paths.indexOf(null)]!));
    return;
  }
  const shapes = await Promise.all(
    [train, valid, tweets].map(async (path) => fileShape(path, await firstLines(path, null))),
  );
  expect(shapes[1]).toBe(shapes[0]);
  expect(shapes[2]).not.toBe(shapes[0]);
});
