import type { Remedy } from './remedies.ts';

export type { Remedy };

/**
 * use: the request is wrong (exit code 2); input: a file or its content is wrong (exit code 3); failure: the machine
 * failed, such as a lost graphics card (exit code 1).
 */
export type ErrorKind = 'use' | 'input' | 'failure';

/**
 * An error that a user can act on. Its message says what is wrong (file, line, value), and names neither options nor
 * commands of the terminal, since the window shows it too; its remedies say what helps, the most obvious first.
 */
export class UserError extends Error {
  readonly kind: ErrorKind;
  readonly remedies: readonly Remedy[];

  constructor(
    kind: ErrorKind,
    message: string,
    { remedies = [], ...options }: ErrorOptions & { remedies?: readonly Remedy[] } = {},
  ) {
    super(message, options);
    this.name = 'UserError';
    this.kind = kind;
    this.remedies = remedies;
  }
}
