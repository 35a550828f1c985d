/** What a setting is called and what it does: the command line, the reference and the window read it from its schema. */

export const settingGroups = ['data', 'text', 'context', 'model', 'training', 'evaluation'] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** Settings whose values a form cannot offer as a plain number, text or choice. */
export const settingEditors = [
  'tickers',
  'scheme',
  'vectors',
  'checkpoint',
  'device',
  'window',
  'file',
] as const;
/**
 * tickers: tickers of the workspace; scheme: a label scheme of the workspace; vectors: a finished run of `runsOf`;
 * checkpoint: one of this machine's checkpoints, or a folder; device: a device of this machine; window: a part of a context window; file: a file on the machine that trains.
 */
export type SettingEditor = (typeof settingEditors)[number];

/** A setting has an effect only while another one has one of these values, or, if it is `given`, any but null. */
export interface SettingCondition {
  /** The other setting. A recipe that does not have it sets no condition. */
  path: string;
  is: readonly (string | number | boolean | null)[] | 'given';
  /** What has to hold as well. */
  and?: SettingCondition | undefined;
  /** What is enough in its place. */
  or?: SettingCondition | undefined;
}

/** What a form makes of a setting. Parts of a group take over the condition and the editor of the group. */
export interface SettingForm {
  /** Whether it is one of the few settings that a form shows first. */
  main?: boolean | undefined;
  /** What choices are called in a form; one that is missing is called by its value. */
  names?: Readonly<Record<string, string>> | undefined;
  /** What null stands for, in a few words that can follow "null for". */
  empty?: string | undefined;
  when?: SettingCondition | undefined;
  editor?: SettingEditor | undefined;
  /** The recipe whose runs can be chosen. */
  runsOf?: string | undefined;
}

/** The metadata of a setting's schema (`.meta()` of zod). */
export interface AboutSetting extends SettingForm {
  /** A few words, for a form. */
  label: string;
  /** One sentence: what it does, and what its values mean. */
  note: string;
  group: SettingGroup;
  /** zod's metadata may hold more. */
  [further: string]: unknown;
}

/** What a recipe learns from, which decides what is counted before a training and how much of it is needed. */
export const dataKinds = ['labels', 'texts', 'companies', 'prices'] as const;
export type DataKind = (typeof dataKinds)[number];

export function about(
  group: SettingGroup,
  label: string,
  note: string,
  form: SettingForm = {},
): AboutSetting {
  return { label, note, group, ...form };
}
