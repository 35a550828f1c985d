/** Whether a text begins as JSON objects or arrays do. A text may begin with a bracket too (`[Update] ...`). */
export function isJsonStart(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return /^\[\s*(?:[[{"\]]|$)/.test(start) || /^\{\s*(?:["}]|$)/.test(start);
}
