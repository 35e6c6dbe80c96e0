import type { Distribution } from "../../../../distribution/distribution.ts";

/** What a platform tag promises. */
export type PlatformTag =
  | {
      readonly system: "manylinux" | "musllinux";
      readonly version: readonly [number, number];
      readonly machine: string;
    }
  | { readonly system: "linux"; readonly machine: string }
  | {
      readonly system: "macos";
      readonly version: readonly [number, number];
      readonly machines: readonly string[];
    }
  | { readonly system: "windows"; readonly machine: string };

/** The older names of manylinux policies (PEP 513, 571, 599). */
export const MANYLINUX_ALIASES: Readonly<Record<string, readonly [number, number]>> = {
  manylinux1: [2, 5],
  manylinux2010: [2, 12],
  manylinux2014: [2, 17],
};

/** What the architectures of macOS tags stand for (PEP 425; packaging's tags). */
const MAC_MACHINES: Readonly<Record<string, readonly string[]>> = {
  universal2: ["x86_64", "arm64"],
  universal: ["i386", "ppc", "ppc64", "x86_64"],
  intel: ["i386", "x86_64"],
  fat: ["i386", "ppc"],
  fat3: ["i386", "ppc", "x86_64"],
  fat64: ["ppc64", "x86_64"],
};

/** Reads one platform tag; null for `any`, and for systems that are not looked into. */
export function readPlatformTag(tag: string): PlatformTag | null {
  const old = /^(manylinux(?:1|2010|2014))_(\w+)$/.exec(tag);
  if (old !== null) {
    const version = MANYLINUX_ALIASES[old[1] ?? ""] ?? [2, 5];
    return { system: "manylinux", version, machine: old[2] ?? "" };
  }
  const linux = /^(many|musl)linux_(\d+)_(\d+)_(\w+)$/.exec(tag);
  if (linux !== null) {
    const system = linux[1] === "many" ? "manylinux" : "musllinux";
    return { system, version: [Number(linux[2]), Number(linux[3])], machine: linux[4] ?? "" };
  }
  const plain = /^linux_(\w+)$/.exec(tag)?.[1];
  if (plain !== undefined) return { system: "linux", machine: plain === "armv6l" ? "armv7l" : plain };
  const mac = /^macosx_(\d+)_(\d+)_(\w+)$/.exec(tag);
  if (mac !== null) {
    const machines = MAC_MACHINES[mac[3] ?? ""] ?? [mac[3] ?? ""];
    return { system: "macos", version: [Number(mac[1]), Number(mac[2])], machines };
  }
  const windows = { win32: "x86", win_amd64: "amd64", win_arm64: "arm64", win_ia64: "ia64" }[tag];
  return windows === undefined ? null : { system: "windows", machine: windows };
}

/** The platform tags of a wheel's name, as spelt. */
export function platformTags(wheel: Distribution): readonly string[] {
  return wheel.parsed.kind === "wheel" ? wheel.parsed.platformTag.split(".") : [];
}

/** The tags of a wheel that can be held against its content. */
export function readTags(wheel: Distribution): readonly (PlatformTag & { readonly text: string })[] {
  return platformTags(wheel).flatMap((text) => {
    const tag = readPlatformTag(text);
    return tag === null ? [] : [{ ...tag, text }];
  });
}

/** Below zero when `a` is the older of two versions. */
export function compareTo(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
