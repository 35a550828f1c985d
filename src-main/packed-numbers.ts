/** Lists of numbers as text, for answers that would take as many values as there are texts in a workspace. */

type Numbers = Int32Array | Float32Array | Float64Array;

/** Bytes that become letters at a time: a call has no more arguments than the stack holds. */
const atATime = 0x80_00;

/** The bytes of the numbers (little-endian, as every machine that this runs on has them) in base64. */
export function packed({ buffer, byteOffset, byteLength }: Numbers): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += atATime)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + atATime)));
  return btoa(parts.join(''));
}

/**
 * The numbers that were packed.
 *
 * @param List what they were packed from
 * @throws Error if the text is no base64, or no whole numbers of this kind
 */
export function unpacked<List extends Numbers>(text: string, List: new (bytes: ArrayBuffer) => List): List {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return new List(bytes.buffer);
}
