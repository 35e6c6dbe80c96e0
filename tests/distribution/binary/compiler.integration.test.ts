import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ElfFile } from "../../../src/distribution/binary/elf.ts";
import { readBinary } from "../../../src/distribution/binary/binary.ts";
import { temporaryDirectory } from "../../support/tree.ts";

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Runs a program of the compiler's suite; null when it is not there. */
function run(program: string, ...args: readonly string[]): string | null {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout : null;
}

const MODULE = `#include <math.h>
#include <stdio.h>
extern void *PyModule_Create2(void *, int);
extern int Py_IsInitialized(void) __attribute__((weak));
double half(double x) { return pow(x, 0.5); }
void *PyInit_speed(void) { printf("x"); return Py_IsInitialized ? PyModule_Create2(0, 3) : 0; }
`;

async function compile(
  ...flags: readonly string[]
): Promise<{ readonly elf: ElfFile; readonly readelf: string }> {
  await using directory = await temporaryDirectory("shipwheel-gcc-");
  const [source, library] = [join(directory.path, "speed.c"), join(directory.path, "speed.so")];
  writeFileSync(source, MODULE);
  if (run("gcc", "-shared", "-fPIC", source, "-o", library, "-lm", ...flags) === null)
    throw new Error("gcc failed");
  return {
    elf: readBinary(readFileSync(library)) as ElfFile,
    readelf: run("readelf", "-dVW", library) ?? "",
  };
}

describe.skipIf(
  process.platform !== "linux" || run("gcc", "--version") === null || run("readelf", "--version") === null,
)("what gcc makes is read as readelf reads it", () => {
  test.each([
    [[]],
    [["-Wl,-z,noseparate-code"]],
    [["-Wl,--hash-style=sysv"]],
    [["-s"]],
    [["-Wl,-z,pack-relative-relocs"]],
  ])("%j", async (flags) => {
    const { elf, readelf } = await compile(...flags);
    const needed = Array.from(readelf.matchAll(/\(NEEDED\).*\[(.*)\]/g), (match) => match[1] ?? "");
    const versions = Array.from(readelf.matchAll(/Name: (\S+)  Flags/g), (match) => match[1] ?? "");
    expect(needed).toContain("libm.so.6");
    expect(elf.needed).toEqual(needed);
    expect(elf.versionNeeds.map(({ version }) => version).toSorted(byText)).toEqual(
      versions.toSorted(byText),
    );
    expect(elf.symbols.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: "PyInit_speed", defined: true, weak: false },
      { name: "PyModule_Create2", defined: false, weak: false },
      { name: "Py_IsInitialized", defined: false, weak: true },
    ]);
    expect(elf).toMatchObject({ kind: "shared", executableStack: false, complete: true });
  });

  test("run paths and an executable stack", async () => {
    const { elf } = await compile(
      "-Wl,-rpath,/opt/x:$ORIGIN/y",
      "-Wl,-z,execstack",
      "-Wl,-soname,libspeed.so.1",
    );
    expect(elf).toMatchObject({
      runPaths: ["/opt/x", "$ORIGIN/y"],
      executableStack: true,
      soname: "libspeed.so.1",
    });
  });
});
