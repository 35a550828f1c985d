/**
 * use: the request is wrong (exit code 2); input: a file or its content is wrong (exit code 3); failure: the machine
 * failed, such as a lost graphics card (exit code 1).
 */
export type ErrorKind = 'use' | 'input' | 'failure';

/** An error that a user can act on. Its message names what is wrong (file, line, value) and what to do. */
export class UserError extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.kind = kind;
  }
}
