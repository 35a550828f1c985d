import type { ErrorKind } from '../../errors.ts';

/** The exit code for each kind of error. */
export const exitCodes = { failure: 1, use: 2, input: 3 } as const satisfies Record<ErrorKind, number>;

/** What each exit code means, for people. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'Success.'],
  [
    exitCodes.failure,
    'A failure of the program or of the machine, such as a lost graphics card or a full disk.',
  ],
  [exitCodes.use, 'Incorrect use: an unknown command, option, setting, run or ticker, or not enough data.'],
  [exitCodes.input, 'A problem with a file: it is missing, damaged, or not of the expected kind.'],
];
