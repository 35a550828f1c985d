import type { ErrorKind } from '../../errors.ts';

/** What the command line exits with where something went wrong. */
export const exitCodes = { failure: 1, use: 2, input: 3 } as const satisfies Record<ErrorKind, number>;

/** What each exit code means, for people. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'Everything went well.'],
  [
    exitCodes.failure,
    'A failure of the program or of the machine, such as a lost graphics card or a full disk.',
  ],
  [
    exitCodes.use,
    'Wrong use: an unknown command, option, setting, run or ticker, or data that do not suffice.',
  ],
  [exitCodes.input, 'Something is wrong with a file: it is missing, damaged, or not what it should be.'],
];
