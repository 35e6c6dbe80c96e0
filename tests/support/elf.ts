/** What an ELF file is to say. Everything that is left out is that of a plain extension module for x86_64. */
export interface ElfSpec {
  /** Default 62, x86_64. */
  readonly machine?: number;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly runPath?: string;
  /** Versions by library. */
  readonly versions?: Readonly<Record<string, readonly string[]>>;
  /** Symbols taken from elsewhere. */
  readonly takes?: readonly string[];
  /** Symbols that it gives. */
  readonly gives?: readonly string[];
  readonly executableStack?: boolean;
  /** The bits of the x86 ISA property; default: no note. */
  readonly isa?: number;
  readonly bigEndian?: boolean;
}

/** An extension module of CPython as gcc would link it, with these deviations. */
export function elfModule(name: string, spec: ElfSpec = {}): Buffer {
  return elf({
    needed: ["libc.so.6"],
    versions: { "libc.so.6": ["GLIBC_2.2.5"] },
    takes: ["PyModuleDef_Init"],
    gives: [`PyInit_${name}`],
    ...spec,
  });
}

/** A 64-bit shared library, byte by byte; one segment holds all of it, so that addresses are offsets. */
export function elf(spec: ElfSpec): Buffer {
  const writer = new Writer(spec.bigEndian === true);
  const strings = new Strings();
  const text = (value: string): number => strings.add(value);
  const symbols = [
    { name: 0, defined: false },
    ...(spec.takes ?? []).map((name) => ({ name: text(name), defined: false })),
    ...(spec.gives ?? []).map((name) => ({ name: text(name), defined: true })),
  ];
  const versions = Object.entries(spec.versions ?? {});
  const needs = versionNeeds(writer, versions, text);
  const note = spec.isa === undefined ? Buffer.alloc(0) : isaNote(writer, spec.isa);
  const entries: [number, number][] = [
    ...(spec.needed ?? []).map((name): [number, number] => [1, text(name)]),
    ...(spec.soname === undefined ? [] : [[14, text(spec.soname)] as [number, number]]),
    ...(spec.runPath === undefined ? [] : [[29, text(spec.runPath)] as [number, number]]),
  ];
  const headers = 64 + 4 * 56;
  const symbolsAt = headers;
  const symbolTable = Buffer.concat(
    symbols.map(({ name, defined }) =>
      Buffer.concat([
        writer.u32(name),
        Buffer.from([0x12, 0]),
        writer.u16(defined ? 7 : 0),
        writer.u64(0, 0),
      ]),
    ),
  );
  const stringsAt = symbolsAt + symbolTable.length;
  const stringTable = strings.bytes();
  const needsAt = stringsAt + stringTable.length;
  const noteAt = needsAt + needs.length;
  const dynamicAt = noteAt + note.length;
  entries.push([5, stringsAt], [6, symbolsAt]);
  if (versions.length > 0) entries.push([0x6fff_fffe, needsAt], [0x6fff_ffff, versions.length]);
  entries.push([0, 0]);
  const dynamic = Buffer.concat(entries.map(([tag, value]) => writer.u64(tag, value)));
  const size = dynamicAt + dynamic.length;
  const segment = (type: number, flags: number, offset: number, length: number): Buffer =>
    Buffer.concat([writer.u32(type, flags), writer.u64(offset, offset, offset, length, length, 8)]);
  const segments = [
    segment(1, 5, 0, size),
    segment(2, 6, dynamicAt, dynamic.length),
    segment(0x6474_e551, spec.executableStack === true ? 7 : 6, 0, 0),
    segment(spec.isa === undefined ? 0 : 0x6474_e553, 4, noteAt, note.length),
  ];
  const header = Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, spec.bigEndian === true ? 2 : 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    writer.u16(3, spec.machine ?? 62),
    writer.u32(1),
    writer.u64(0, 64, 0),
    writer.u32(0),
    writer.u16(64, 56, 4, 64, 0, 0),
  ]);
  return Buffer.concat([header, ...segments, symbolTable, stringTable, needs, note, dynamic]);
}

function versionNeeds(
  writer: Writer,
  versions: readonly (readonly [string, readonly string[]])[],
  text: (value: string) => number,
): Buffer {
  return Buffer.concat(
    versions.map(([library, names], index) => {
      const size = 16 + names.length * 16;
      const isLast = index === versions.length - 1;
      return Buffer.concat([
        writer.u16(1, names.length),
        writer.u32(text(library), 16, isLast ? 0 : size),
        ...names.map((name, at) =>
          Buffer.concat([
            writer.u32(0),
            writer.u16(0, 2),
            writer.u32(text(name), at === names.length - 1 ? 0 : 16),
          ]),
        ),
      ]);
    }),
  );
}

function isaNote(writer: Writer, bits: number): Buffer {
  return Buffer.concat([writer.u32(4, 16, 5), Buffer.from("GNU\0"), writer.u32(0xc000_8002, 4, bits, 0)]);
}

class Strings {
  readonly #parts: string[] = [""];
  #length = 1;

  add(value: string): number {
    const at = this.#length;
    this.#parts.push(value);
    this.#length += Buffer.byteLength(value) + 1;
    return at;
  }

  bytes(): Buffer {
    const bytes = Buffer.from(`${this.#parts.join("\0")}\0`);
    return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
  }
}

class Writer {
  readonly #big: boolean;

  constructor(big: boolean) {
    this.#big = big;
  }

  u16(...values: readonly number[]): Buffer {
    return this.#write(2, values);
  }

  u32(...values: readonly number[]): Buffer {
    return this.#write(4, values);
  }

  u64(...values: readonly number[]): Buffer {
    return this.#write(8, values);
  }

  #write(width: 2 | 4 | 8, values: readonly number[]): Buffer {
    const parts = values.map((value) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(value));
      const own = bytes.subarray(8 - width);
      return this.#big ? own : own.reverse();
    });
    return Buffer.concat(parts);
  }
}
