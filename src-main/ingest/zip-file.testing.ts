import { crc32, deflateRawSync } from 'node:zlib';

/** What is put into a ZIP archive, and how. */
export interface Packed {
  name: string;
  content: string | Buffer;
  /** As section 4.4.5 of the format's specification numbers them; default: deflated. */
  method?: number;
  /** The bytes that stand in the archive; default: the content by its method. */
  data?: Buffer;
  /** Section 4.4.4; default: the name is in UTF-8. */
  flags?: number;
  /** The checksum that the archive states; default: the right one. */
  checksum?: number;
  /** The kind of file and its rights, as Unix has them (section 4.4.15); default: none stated. */
  mode?: number;
  /** The size once unpacked that the archive states; default: the right one. */
  size?: number;
}

export const STORED = 0;
export const DEFLATED = 8;
const UTF8 = 0x800;

/** A ZIP archive, written by section 4.3 of the format's specification (APPNOTE 6.3). */
export function zipOf(...members: readonly Packed[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = DEFLATED, flags = UTF8, ...stated } of members) {
    const bytes = Buffer.from(content);
    const data = stated.data ?? (method === STORED ? bytes : deflateRawSync(bytes));
    const path = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(stated.checksum ?? crc32(bytes), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(stated.size ?? bytes.length, 18);
    about.writeUInt16LE(path.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(((stated.mode ?? 0) << 16) >>> 0, 6);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), about, entry, path);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), about, path, data]);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
