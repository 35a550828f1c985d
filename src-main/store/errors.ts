/** An error that a user can act on. Its message names what is wrong (file, line, value) and what to do. */
export class UserError extends Error {
  /** use: the request is wrong (exit code 2); input: a file or its content is wrong (exit code 3). */
  readonly kind: 'use' | 'input';

  constructor(kind: 'use' | 'input', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.kind = kind;
  }
}
