/** FNV-1a over the UTF-16 code units of a text, mixed: 32 bits. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Spreads the bits of a number over all 32 (the finaliser of MurmurHash3, by A. Appleby). */
export function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** One hash of several numbers in their order. */
export function mixedAll(numbers: Uint32Array): number {
  let hash = numbers.length;
  for (const value of numbers) hash = mixed(hash ^ value);
  return hash;
}
