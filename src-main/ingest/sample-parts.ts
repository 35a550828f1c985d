import type { SamplePart } from './evidence.ts';
import { LineReader, SAMPLE_LINES } from './lines.ts';
import type { Line } from './lines.ts';
import type { Sample } from './sample.ts';

/** Behind its first lines, a file is looked at in so many places. */
const PLACES = 8;
/** So many lines in each. */
const LINES_PER_PLACE = SAMPLE_LINES / PLACES;

/**
 * The first lines of a file of `bytes`, and as many from places that are spread over the rest of it. The file is read to
 * its end, so that every line has its number, but only these lines are decoded.
 */
export async function sampleParts({ path, lines, reading }: Sample, bytes: number): Promise<SamplePart[]> {
  const last = lines.at(-1);
  if (lines.length < SAMPLE_LINES || last === undefined) {
    return [{ lines, afterStart: false, toEnd: last?.overlong !== true }];
  }
  const first = { lines, afterStart: false, toEnd: false };
  // Offsets are of what a compressed file holds, which may be more than it has bytes.
  if (bytes <= last.byte) return [first];
  const places = Array.from({ length: PLACES }, (): Line[] => []);
  const taken = places.map(() => 0);
  const placeOf = (byte: number): number =>
    Math.min(PLACES - 1, Math.floor(((byte - last.byte) * PLACES) / (bytes - last.byte)));
  const wanted = (number: number, byte: number): boolean =>
    number > last.number && taken[placeOf(byte)]!++ < LINES_PER_PLACE;
  for await (const batch of new LineReader(path, reading.encoding).batches(wanted)) {
    for (const line of batch.lines) places[placeOf(line.byte)]?.push(line);
  }
  return [
    first,
    ...places
      .filter((part) => part.length > 0)
      .map((part) => ({ lines: part, afterStart: true, toEnd: false })),
  ];
}
