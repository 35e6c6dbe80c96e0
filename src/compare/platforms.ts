import { parseFileName } from "../distribution/file-names.ts";
import type { SideFile } from "./side.ts";

/**
 * The kinds of machines that wheels are for: `any`, or system and processor without the versions of libraries, which
 * installers choose by themselves.
 */
export function platformsOf(files: readonly SideFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ fileName }) => {
      const parsed = parseFileName(fileName);
      return parsed.kind === "wheel" ? parsed.platformTag.split(".").map(platformOf) : [];
    }),
  );
}

const SYSTEM =
  /^(?<system>manylinux|musllinux|linux|macosx|ios|android|pyemscripten)[\d_]*_(?<machine>[a-z].*)$/;
const WINDOWS: Readonly<Record<string, string>> = {
  win32: "windows x86",
  win_amd64: "windows x86_64",
  win_arm64: "windows arm64",
};

/** `manylinux_2_17_x86_64` -> `manylinux x86_64`. */
export function platformOf(tag: string): string {
  const groups = SYSTEM.exec(tag.replace(/^manylinux(?:1|2010|2014)_/, "manylinux_"))?.groups;
  if (groups === undefined) return WINDOWS[tag] ?? tag;
  return `${groups["system"]} ${groups["machine"]}`;
}
