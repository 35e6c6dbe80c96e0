/** What one architecture of a Mach-O file is to say. Everything that is left out is that of a plain module for arm64. */
export interface SliceSpec {
  /** Default 0x0100000c, arm64. */
  readonly cpu?: number;
  /** Default macOS 11.0. */
  readonly minimum?: readonly [number, number];
  /** Default 1, macOS. */
  readonly platform?: number;
  /** Write the older command, LC_VERSION_MIN_MACOSX. */
  readonly old?: boolean;
  readonly needed?: readonly string[];
  readonly takes?: readonly string[];
  readonly gives?: readonly string[];
}

/** The processors of Mach-O files. */
export const CPU = { x86_64: 0x0100_0007, arm64: 0x0100_000c } as const;

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4));
  return bytes;
}

function padded(text: string): Buffer {
  const bytes = Buffer.from(`${text}\0`);
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

/** A 64-bit bundle. */
export function machO(spec: SliceSpec = {}): Buffer {
  const [major, minor] = spec.minimum ?? [11, 0];
  const packed = (major << 16) | (minor << 8);
  const version =
    spec.old === true ? u32(0x24, 16, packed, packed) : u32(0x32, 24, spec.platform ?? 1, packed, packed, 0);
  const libraries = (spec.needed ?? []).map((name) => {
    const text = padded(name);
    return Buffer.concat([u32(0xc, 24 + text.length, 24, 0, 0, 0), text]);
  });
  const names = [...(spec.takes ?? []), ...(spec.gives ?? [])].map((name) => `_${name}`);
  const strings = Buffer.from(`\0${names.join("\0")}\0`);
  const commands = Buffer.concat([version, ...libraries]);
  const symbolsAt = 32 + commands.length + 24;
  const stringsAt = symbolsAt + names.length * 16;
  let offset = 1;
  const symbols = names.map((name, index) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 0);
    entry[4] = index < (spec.takes ?? []).length ? 0x01 : 0x0f;
    offset += name.length + 1;
    return entry;
  });
  const table = u32(0x2, 24, symbolsAt, names.length, stringsAt, strings.length);
  const count = 2 + libraries.length;
  const header = u32(0xfeed_facf, spec.cpu ?? CPU.arm64, 0, 8, count, commands.length + 24, 0, 0);
  return Buffer.concat([header, commands, table, ...symbols, strings]);
}

/** A fat file of several slices. */
export function fat(...slices: readonly SliceSpec[]): Buffer {
  const bodies = slices.map(machO);
  const head = Buffer.alloc(8 + slices.length * 20);
  head.writeUInt32BE(0xcafe_babe, 0);
  head.writeUInt32BE(slices.length, 4);
  let offset = head.length;
  bodies.forEach((body, index) => {
    const at = 8 + index * 20;
    head.writeUInt32BE(slices[index]?.cpu ?? CPU.arm64, at);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(body.length, at + 12);
    offset += body.length;
  });
  return Buffer.concat([head, ...bodies]);
}
