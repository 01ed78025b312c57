/**
 * Zip files as a stranger might make them: any names, any contents, sizes that lie.
 * The layout is that of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer | string;
  /** The unpacked size that the zip file claims. */
  readonly claims?: number;
}

const DEFLATE = 8;

export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = deflateRawSync(entry.data);
    const common = commonHeader(entry, packed.length, name.length);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, u16(0), name, packed]);
    const rest = Buffer.concat([u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset), name]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), u16(20), common, rest]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = u16(entries.length);
  const end = [Buffer.from('PK\x05\x06'), u16(0), u16(0), count, count, u32(central.length), u32(offset), u16(0)];
  return Buffer.concat([...files, central, ...end]);
}

function commonHeader({ data, claims }: ZipEntry, packed: number, name: number): Buffer {
  const bytes = Buffer.from(data);
  const sizes = [u32(crc32(bytes)), u32(packed), u32(claims ?? bytes.length), u16(name)];
  return Buffer.concat([u16(20), u16(0), u16(DEFLATE), u16(0), u16(0), ...sizes]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
