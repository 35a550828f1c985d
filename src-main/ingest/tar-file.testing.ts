/** Makes tar archives for tests, byte by byte. */

export interface TarredFile {
  name: string;
  content: string | Buffer;
  /** 0: a file, 2: a link, x: an extended header, L: a long name. */
  type?: string;
  /** Where it is not the size of the content. */
  size?: number;
}

/** An archive as POSIX.1-1988 has it (ustar). */
export function tarOf(...files: readonly TarredFile[]): Buffer {
  const blocks = files.flatMap(({ name, content, type = '0', size }) => {
    const data = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write(`${(size ?? data.length).toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
