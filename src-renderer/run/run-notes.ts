/** Which tags come and which go when a list of them was edited, written with commas between them. */
export function changedTags(before: readonly string[], written: string): { tag: string[]; untag: string[] } {
  const after = written
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return {
    tag: after.filter((tag) => !before.includes(tag)),
    untag: before.filter((tag) => !after.includes(tag)),
  };
}
