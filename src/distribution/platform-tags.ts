import type { ParsedFileName } from "./file-names.ts";

/**
 * The platform tags that PyPI takes, as its upload code had them on 2026-08-21 (spec: refusal 8.2).
 * The loose ends of `ios` and `pyemscripten` tags, with something behind them, are PyPI's own: its expressions are not anchored.
 * Capitals do not matter: PyPI's library lowers them first.
 */
const DATED = "2026-08-21";

const EXACT = new Set([
  "any",
  "win32",
  "win_arm64",
  "win_amd64",
  "win_ia64",
  ...["x86_64", "i686"].flatMap((arch) => [`manylinux1_${arch}`, `manylinux2010_${arch}`]),
  ...["x86_64", "i686", "aarch64", "armv7l", "ppc64", "ppc64le", "s390x"].map(
    (arch) => `manylinux2014_${arch}`,
  ),
  "linux_armv6l",
  "linux_armv7l",
]);

const MAC_ARCHITECTURES = "(?:ppc|ppc64|i386|x86_64|arm64|intel|fat|fat3|fat64|universal|universal2)";

/** macOS majors that PyPI knows beyond 10. */
const MAC_MAJORS = "(?:11|12|13|14|15|26)";

const PATTERNS = [
  new RegExp(`^macosx_10_[0-9]+_${MAC_ARCHITECTURES}$`),
  new RegExp(`^macosx_${MAC_MAJORS}_0_${MAC_ARCHITECTURES}$`),
  /^manylinux_[0-9]+_[0-9]+_(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64|ppc64)$/,
  /^musllinux_[0-9]+_[0-9]+_(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64)$/,
  /^ios_[0-9]+_[0-9]+_(?:arm64|x86_64)_(?:iphoneos|iphonesimulator)/,
  /^android_[0-9]+_(?:armeabi_v7a|arm64_v8a|x86|x86_64)$/,
  /^pyemscripten_[0-9]+_[0-9]+_wasm32/,
];

/** Whether PyPI takes a wheel with this one platform tag (not a compressed set). */
export function isPyPIPlatformTag(tag: string): boolean {
  const lower = tag.toLowerCase();
  return EXACT.has(lower) || PATTERNS.some((pattern) => pattern.test(lower));
}

/**
 * Whether a wheel is for machines like the builder's only: what a backend makes of compiled code on Linux, before
 * auditwheel has looked at it. PyPI takes none of them.
 */
export function isBuildersWheel(fileName: ParsedFileName): boolean {
  if (fileName.kind !== "wheel") return false;
  return fileName.platformTag.split(".").every((tag) => tag.startsWith("linux_") && !isPyPIPlatformTag(tag));
}

/** The day of the table above, for a rule that has to say how old its knowledge is. ISO date. */
export function platformTagsDate(): string {
  return DATED;
}
