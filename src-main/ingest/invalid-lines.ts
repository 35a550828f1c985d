import { counted } from '../counted.ts';
import type { Fallback } from './detect-encoding.ts';
import type { EncodingName } from './encoding-names.ts';
import type { Question } from './question.ts';

interface InvalidLines {
  /** The encoding of the file. */
  encoding: EncodingName;
  count: number;
  /** The number of the first one. */
  first: number;
  /** How they were read; null: in the encoding of the file, what is not valid as a replacement character. */
  fallback: Fallback | null;
}

/** Remarks that lines were not valid in the encoding of their file, and how they were read; null: there are none. */
export function invalidLines({ encoding, count, first, fallback }: InvalidLines): Question | null {
  if (count === 0) return null;
  const start =
    count === 1
      ? `line ${first} is not valid ${encoding}`
      : `${counted(count, 'line')}, from line ${first} on, are not valid ${encoding}`;
  if (fallback === null) {
    return {
      message: `${start}: what could not be read is shown as \\uFFFD. Another encoding may be right.`,
      remedies: [{ setting: 'encoding', values: [] }],
    };
  }
  const { name, certainty, other } = fallback;
  const how =
    certainty === null ? name : `${name}, detected with a certainty of ${Math.round(certainty * 100)} %`;
  const were = count === 1 ? 'was' : 'were';
  const likely = other === null ? '' : ` ${other} is also possible.`;
  return {
    message: `${start} and ${were} read as ${how}.${likely} If the texts look wrong, name their encoding.`,
    remedies: [{ setting: 'encoding', values: other === null ? suggested(name) : [other] }],
  };
}

function suggested(name: EncodingName): EncodingName[] {
  const all: EncodingName[] = ['macintosh', 'windows-1250', 'windows-1251', 'gbk', 'shift_jis'];
  return all.filter((one) => one !== name);
}
