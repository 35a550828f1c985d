/**
 * use: the request is wrong (exit code 2); input: a file or its content is wrong (exit code 3); failure: the machine
 * failed, such as a lost graphics card (exit code 1).
 */
export type ErrorKind = 'use' | 'input' | 'failure';

/** What a user can set to put something right. The terminal writes it as an option, the window as a control. */
export interface SettingRemedy {
  /** Its name without dashes, as the option of the command line has it: `dates`, `as`, `workspace`. */
  setting: string;
  /** The values to choose from, or examples of values; empty: any. */
  values: readonly string[];
}

/** Ways to put something right, any of which will do. */
export type Remedy = SettingRemedy;

/** An error that a user can act on. Its message names what is wrong (file, line, value); its remedies say what to do. */
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
