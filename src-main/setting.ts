/** What a setting is called and what it does: the command line, the reference and the window read it from its schema. */

export const settingGroups = ['data', 'text', 'context', 'model', 'training', 'evaluation'] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** The metadata of a setting's schema (`.meta()` of zod). */
export interface AboutSetting {
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

export function about(group: SettingGroup, label: string, note: string): AboutSetting {
  return { label, note, group };
}
