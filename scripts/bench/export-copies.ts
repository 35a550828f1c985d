import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Random } from '../../src-main/random.ts';

/** Days between two copies of a record: the export is of half as many. */
const DAYS = 30;
/** Other words behind the text of a copy, so that it is no near-duplicate. */
const WORDS = 3;

/** An id, the text, the time of Twitter, and the rest. */
const RECORD = /^(\d+),(.*),((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),(.*)$/s;

/**
 * Writes a file of as many records, which are those of a StockerBot export over and over, each time a month later and with
 * three more words that the export has somewhere. Records that are torn over several lines are left out.
 */
export async function copiesOf(file: string, target: string, rows: number): Promise<void> {
  const [heading, ...lines] = readFileSync(file, 'utf8').split('\n');
  const records = lines.flatMap((line) => {
    const found = RECORD.exec(line);
    return found === null ? [] : [found.slice(1)];
  });
  const words = records.flatMap(([, text]) => text!.match(/\b[a-z]{3,}\b/gi) ?? []);
  const random = new Random(1);
  const written = function* (): Generator<string> {
    yield `${heading}\n`;
    for (let row = 0; row < rows; row++) {
      const [id, text, time, rest] = records[row % records.length]!;
      const copy = Math.floor(row / records.length);
      const more = copy === 0 ? [] : Array.from({ length: WORDS }, () => random.pick(words));
      const at = new Date(Date.parse(time!) + copy * DAYS * 86_400_000);
      yield `${id},${[text, ...more].join(' ')},${twitterTime(at)},${rest}\n`;
    }
  };
  await pipeline(Readable.from(written()), createWriteStream(target));
}

/** `Wed Jul 18 21:33:26 +0000 2018` */
function twitterTime(at: Date): string {
  const [day, date, month, year, time] = at.toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} +0000 ${year}`;
}
