import type { RecipeSetting } from '../../src-main/api/types.ts';

/** A message about a configuration that was sent, in the words of the form: settings by their labels. */
export function formMessage(message: string, settings: readonly RecipeSetting[]): string {
  return message.replaceAll(/"config\.([\w.]+)"/g, (_, path: string) => {
    const label = settings.find((setting) => setting.path === path)?.label;
    return `“${label ?? path}”`;
  });
}
