/** The bytes that byte-level vocabularies write as their own character (GPT-2's `bytes_to_unicode`); others follow from U+0100. */
const plain = [
  [0x21, 0x7e],
  [0xa1, 0xac],
  [0xae, 0xff],
] as const;

const byteOf = new Map<string, number>();
let next = 0x100;
for (let byte = 0; byte < 0x100; byte++) {
  const isPlain = plain.some(([first, last]) => byte >= first && byte <= last);
  byteOf.set(String.fromCharCode(isPlain ? byte : next++), byte);
}

/** The text of a token whose characters stand for bytes; bytes that are part of a character only become U+FFFD. */
export function textOfBytes(token: string): string {
  const bytes = Array.from(token, (character) => byteOf.get(character));
  // A token that was added later is text as it is.
  if (bytes.includes(undefined)) return token;
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte ?? 0));
}
