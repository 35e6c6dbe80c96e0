import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBinary } from "../../../src/distribution/binary/binary.ts";
import { elf, elfModule } from "../../support/elf.ts";
import { CPU, fat, machO } from "../../support/macho.ts";
import { pe } from "../../support/pe.ts";

describe("ELF", () => {
  test("says machine, libraries, versions, run paths, symbols, stack and level", () => {
    const bytes = elfModule("speed", {
      soname: "libspeed.so.1",
      runPath: "$ORIGIN/a:$ORIGIN/b",
      needed: ["libm.so.6", "libc.so.6"],
      versions: { "libm.so.6": ["GLIBC_2.29"], "libc.so.6": ["GLIBC_2.2.5", "GLIBC_2.34"] },
      takes: ["PyModule_Create2", "malloc", "_Py_NoneStruct"],
      executableStack: true,
      isa: 3,
    });
    expect(readBinary(bytes)).toEqual({
      format: "elf",
      machine: "x86_64",
      bits: 64,
      kind: "shared",
      needed: ["libm.so.6", "libc.so.6"],
      soname: "libspeed.so.1",
      runPaths: ["$ORIGIN/a", "$ORIGIN/b"],
      versionNeeds: [
        { library: "libm.so.6", version: "GLIBC_2.29", weak: false },
        { library: "libc.so.6", version: "GLIBC_2.2.5", weak: false },
        { library: "libc.so.6", version: "GLIBC_2.34", weak: false },
      ],
      symbols: [
        { name: "PyModule_Create2", defined: false, weak: false },
        { name: "_Py_NoneStruct", defined: false, weak: false },
        { name: "PyInit_speed", defined: true, weak: false },
      ],
      executableStack: true,
      isaLevel: 2,
      complete: true,
    });
  });

  test.each([
    [22, true, "s390x"],
    [21, true, "ppc64"],
    [21, false, "ppc64le"],
    [183, false, "aarch64"],
    [9999, false, "unknown"],
  ])("machine %i, big endian %s, is %s", (machine, bigEndian, name) => {
    expect(readBinary(elf({ machine, bigEndian }))).toMatchObject({ machine: name, complete: true });
  });

  test("of a file that was not read to its end the processor is known, and that more is not", () => {
    expect(readBinary(elfModule("speed").subarray(0, 300))).toMatchObject({
      machine: "x86_64",
      needed: [],
      complete: false,
    });
  });
});

describe("Mach-O", () => {
  test("says what each slice is", () => {
    const slices = [
      { cpu: CPU.x86_64, minimum: [10, 9] as const, old: true, needed: ["/usr/lib/libSystem.B.dylib"] },
      { takes: ["PyModule_Create2", "malloc"], gives: ["PyInit_speed"] },
    ];
    const rest = { runPaths: [], complete: true };
    expect(readBinary(fat(...slices))).toEqual({
      format: "mach-o",
      slices: [
        {
          machine: "x86_64",
          platform: "macos",
          minimum: [10, 9],
          needed: ["/usr/lib/libSystem.B.dylib"],
          symbols: [],
          ...rest,
        },
        {
          machine: "arm64",
          platform: "macos",
          minimum: [11, 0],
          needed: [],
          symbols: [
            { name: "PyModule_Create2", defined: false, weak: false },
            { name: "PyInit_speed", defined: true, weak: false },
          ],
          ...rest,
        },
      ],
    });
  });

  test("is no Java class", () => {
    const bytes = Buffer.alloc(200);
    bytes.writeUInt32BE(0xcafe_babe, 0);
    bytes.writeUInt32BE(61, 4);
    expect(readBinary(bytes)).toBeNull();
  });
});

test("PE says machine, libraries and what it takes from Python", () => {
  expect(
    readBinary(
      pe({ machine: 0xaa64, imports: { "python3.dll": ["PyType_FromSpec", "other"], "foo.dll": ["f"] } }),
    ),
  ).toEqual({
    format: "pe",
    machine: "arm64",
    isLibrary: true,
    needed: ["python3.dll", "foo.dll"],
    symbols: [{ name: "PyType_FromSpec", defined: false, weak: false }],
    complete: true,
  });
});

test.each([
  ["text", "#!/bin/sh\n"],
  ["nothing", ""],
  ["zeros", "\0".repeat(500)],
])("%s is no binary", (_name, text) => {
  expect(readBinary(Buffer.from(text))).toBeNull();
});

describe("damaged binaries", () => {
  const whole = [
    elfModule("speed", { isa: 1, soname: "x", runPath: "/a", takes: ["PyModule_Create2", "Py_IncRef"] }),
    elf({
      bigEndian: true,
      machine: 22,
      needed: ["libc.so.6"],
      versions: { "libc.so.6": ["GLIBC_2.4", "GLIBC_2.17"] },
    }),
    machO({ needed: ["/usr/lib/libSystem.B.dylib"], takes: ["Py_IncRef"], gives: ["PyInit_speed"] }),
    fat({ cpu: CPU.x86_64 }, { takes: ["Py_IncRef"] }),
    pe(),
  ];
  const edits = fc.array(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xfe, 0xff),
      fc.integer({ min: 1, max: 8 }),
    ),
    { minLength: 1, maxLength: 6 },
  );

  test("no crash, no hang, no more lists than bytes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        edits,
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
        (bytes, changes, cut) => {
          const broken = Uint8Array.from(bytes);
          for (const [where, value, length] of changes) {
            const at = Math.floor(where * (broken.length - 1));
            broken.fill(value, at, at + length);
          }
          const read = readBinary(
            cut === null ? broken : broken.subarray(0, Math.floor(cut * broken.length)),
          );
          const lists = read === null ? [] : read.format === "mach-o" ? read.slices : [read];
          for (const { needed, symbols } of lists)
            expect(needed.length + symbols.length).toBeLessThanOrEqual(broken.length);
        },
      ),
      { numRuns: 4000, seed: 20_261_121 },
    );
  });
});
