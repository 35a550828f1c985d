/**
 * The settings of what reads the texts, by the name that a study has for it: `words`, `vectors:FILE`, a checkpoint as it
 * is published, or `CHECKPOINT:tuned`.
 */
export function encoderSettings(name: string): Readonly<Record<string, string | boolean>> {
  if (name === 'words') return { encoder: 'words' };
  const [, file] = /^vectors:(.+)$/u.exec(name) ?? [];
  if (file !== undefined) return { encoder: 'words', vectors: file };
  const tuned = name.endsWith(':tuned');
  return {
    encoder: 'checkpoint',
    checkpoint: tuned ? name.slice(0, -':tuned'.length) : name,
    tuned,
  };
}
