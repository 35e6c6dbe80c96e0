import { readBinary, type Binary } from "../../../../distribution/binary/binary.ts";
import type { Distribution } from "../../../../distribution/distribution.ts";
import type { MemberVisitor } from "../../../../distribution/member-visitor.ts";
import type { VisitedMember } from "../../../../distribution/visited-member.ts";

/** Larger files are read to here: headers and symbols of nearly all lie in front of it. Bytes. */
const MOST_BYTES = 16 * 2 ** 20;

const COMPILED = /\.(?:so(?:\.[\w.-]+)?|pyd|dylib|dll|exe|node)$/i;

/** Looks at every member of a wheel that may be compiled: by its suffix, or a program without one. */
export const binaryVisitor: MemberVisitor<Binary> = {
  wants: ({ name, size, kind }) => {
    if (kind !== "wheel" || size < 64 || name.includes(".dist-info/")) return 0;
    const file = name.slice(name.lastIndexOf("/") + 1);
    const isProgram = !file.includes(".") && (name.includes(".data/scripts/") || size > 4096);
    return COMPILED.test(file) || isProgram ? Math.min(size, MOST_BYTES) : 0;
  },
  look: (bytes) => readBinary(bytes) ?? undefined,
};

/** A compiled file of a wheel. */
export interface WheelBinary {
  /** The member's name. */
  readonly member: string;
  /** Below site-packages; null for a program or data. */
  readonly installed: string | null;
  readonly binary: Binary;
  /** What makes it an extension module; null for every other library or program. */
  readonly extension: ExtensionName | null;
}

/** The name of an extension module, taken apart. */
export interface ExtensionName {
  /** Dotted. */
  readonly module: string;
  /** `cpython-312-x86_64-linux-gnu`, `cp312-win_amd64`, `abi3`; empty for a plain `.so` or `.pyd`. */
  readonly tag: string;
}

/** Members that a test suite reads and nobody imports. */
const SAMPLE = /(?:^|\/)(?:tests?|testing|fixtures|test_data|testdata|examples?)\//;

/** The compiled files of one wheel, those of its tests left out. */
export function binariesOf(
  wheel: Distribution,
  seen: readonly VisitedMember<Binary>[],
): readonly WheelBinary[] {
  return seen.flatMap(({ distribution, member, value }) => {
    if (distribution !== wheel || SAMPLE.test(member.name)) return [];
    const installed = installedPath(member.name);
    const extension = installed === null ? null : extensionName(installed);
    return [{ member: member.name, installed, binary: value, extension }];
  });
}

/** The path below site-packages of a wheel's member. */
function installedPath(member: string): string | null {
  const data = /^[^/]+\.data\/(?:(?:pure|plat)lib\/)?(.*)$/.exec(member);
  if (data === null) return member;
  return /^[^/]+\.data\/(?:pure|plat)lib\//.test(member) ? (data[1] ?? null) : null;
}

/** Reads a path as the extension module that Python would import from it; null when it could not. */
export function extensionName(path: string): ExtensionName | null {
  const parts = path.split("/");
  const match = /^([A-Za-z_]\w*)(?:\.([\w-]+))?\.(?:so|pyd)$/.exec(parts.pop() ?? "");
  if (match === null || !parts.every((part) => /^[A-Za-z_]\w*$/.test(part))) return null;
  const [, name = "", tag = ""] = match;
  if (tag !== "" && !/^(?:abi3|cpython-|cp\d|pypy|pp\d|graalpy|py\d)/.test(tag)) return null;
  return { module: [...parts, name].join("."), tag };
}

/** Whether a compiled file gives Python a module of its name, as far as its symbols tell. */
export function initialisesModule({ binary, extension }: WheelBinary): boolean {
  if (extension === null) return false;
  const init = `PyInit_${extension.module.split(".").at(-1)}`;
  if (binary.format === "pe") return true;
  const lists = binary.format === "elf" ? [binary.symbols] : binary.slices.map(({ symbols }) => symbols);
  return lists.some((symbols) => symbols.some(({ name, defined }) => defined && name === init));
}
