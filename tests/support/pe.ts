/** What a Windows library is to say. */
export interface PeSpec {
  /** Default 0x8664, amd64. */
  readonly machine?: number;
  /** Names by library. */
  readonly imports?: Readonly<Record<string, readonly string[]>>;
}

function numbers(width: 2 | 4 | 8, values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * width);
  values.forEach((value, index) => bytes.writeUIntLE(value, index * width, Math.min(6, width)));
  return bytes;
}

/** A DLL (PE32+) with an import table; one section holds all of it, so that addresses are offsets. */
export function pe(spec: PeSpec = {}): Buffer {
  const libraries = Object.entries(
    spec.imports ?? { "python312.dll": ["PyModuleDef_Init"], "KERNEL32.dll": [] },
  );
  const start = 64 + 24 + 240 + 40;
  const table = (libraries.length + 1) * 20;
  const parts: Buffer[] = [];
  let offset = start + table;
  const put = (bytes: Buffer): number => {
    const at = offset;
    parts.push(bytes);
    offset += bytes.length;
    return at;
  };
  const rows = libraries.map(([library, names]) => {
    const name = put(Buffer.from(`${library}\0`));
    const hints = names.map((each) => put(Buffer.from(`\0\0${each}\0`)));
    const lookup = put(numbers(8, [...hints, 0]));
    return numbers(4, [lookup, 0, 0, name, lookup]);
  });
  const directories = numbers(4, [16, 0, 0, start, table, ...Array.from({ length: 28 }, () => 0)]);
  const optional = Buffer.concat([numbers(2, [0x20b]), Buffer.alloc(106), directories]);
  const dos = Buffer.alloc(64);
  dos.write("MZ", "latin1");
  dos.writeUInt32LE(64, 0x3c);
  const header = Buffer.concat([
    Buffer.from("PE\0\0", "latin1"),
    numbers(2, [spec.machine ?? 0x8664, 1]),
    numbers(4, [0, 0, 0]),
    numbers(2, [optional.length, 0x2022]),
  ]);
  const section = Buffer.concat([
    Buffer.from(".all\0\0\0\0"),
    numbers(4, [offset, 0, offset, 0]),
    Buffer.alloc(16),
  ]);
  const head = Buffer.concat([dos, header, optional, section]);
  if (head.length !== start) throw new Error(`the headers are ${head.length} bytes long, not ${start}`);
  return Buffer.concat([head, ...rows, Buffer.alloc(20), ...parts]);
}
