const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const deepest = 2;

/**
 * A key that stands twice in the object of a JSON text or in one of those directly in it, or null. `JSON.parse` takes the last of them in silence, where
 * another reader may take the first.
 * @param json a text that `JSON.parse` accepts
 */
export function repeatedKey(json: string): string | null {
  // What stands deeper than a header's objects is refused for that, and a file may nest millions.
  const open: Set<string>[] = [];
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      if (depth < deepest) open[depth] = new Set();
      depth++;
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === quote) {
      const end = endOfString(json, at);
      const keys = open[depth - 1];
      if (keys && depth <= deepest && isKey(json, end)) {
        const key = String(JSON.parse(json.slice(at, end)));
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at = end - 1;
    }
  }
  return null;
}

/** Where the string that begins at `start` has ended. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1;
  return at + 1;
}

function isKey(json: string, after: number): boolean {
  let at = after;
  while (at < json.length && json.charCodeAt(at) <= 0x20) at++;
  return json.charCodeAt(at) === colon;
}
