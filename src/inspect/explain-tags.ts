/** A tag of a wheel, and where such a wheel installs. */
export interface ExplainedTag {
  readonly tag: string;
  readonly meaning: string;
}

/** Says where wheels with these `python-abi-platform` tags install (PEP 425, 600, 656, 730, 738). */
export function explainTags(tags: readonly string[]): readonly ExplainedTag[] {
  return tags.map((tag) => {
    const [python = "", abi = "", platform = ""] = tag.split("-");
    return { tag, meaning: [pythonMeaning(python, abi), platformMeaning(platform)].join(", ") };
  });
}

const IMPLEMENTATIONS: Readonly<Record<string, string>> = {
  py: "Python",
  cp: "CPython",
  pp: "PyPy",
  gp: "GraalPy",
  jy: "Jython",
};

function pythonMeaning(python: string, abi: string): string {
  const {
    letters = "",
    major = "",
    minor = "",
  } = /^(?<letters>[a-z]+)(?<major>\d)(?<minor>\d*)$/.exec(python)?.groups ?? {};
  const name = IMPLEMENTATIONS[letters];
  if (name === undefined) return `interpreter ${python} with the ABI ${abi}`;
  const version = minor === "" ? major : `${major}.${minor}`;
  if (abi === "none")
    return minor === ""
      ? `any ${name} ${version}`
      : `${name} ${version} or newer, without compiled modules for one version`;
  if (abi === "abi3") return `${name} ${version} or newer (stable ABI)`;
  if (abi === "abi3t") return `${name} ${version} or newer, free-threaded too (stable ABI)`;
  if (/^cp\d+t$/.test(abi)) return `${name} ${version} only, free-threaded`;
  return `${name} ${version} only`;
}

const LIBRARIES: Readonly<Record<string, string>> = { manylinux: "glibc", musllinux: "musl" };

function platformMeaning(platform: string): string {
  if (platform === "any") return "any machine";
  const legacy: Readonly<Record<string, string>> = {
    manylinux1: "manylinux_2_5",
    manylinux2010: "manylinux_2_12",
    manylinux2014: "manylinux_2_17",
  };
  const full = platform.replace(/^manylinux(?:1|2010|2014)(?=_)/, (found) => legacy[found] ?? found);
  const {
    system = "",
    major = "",
    minor = "",
    machine = "",
  } = /^(?<system>manylinux|musllinux|macosx|ios)_(?<major>\d+)_(?<minor>\d+)_(?<machine>.+)$/.exec(full)
    ?.groups ?? {};
  const version = `${major}.${minor}`;
  if (LIBRARIES[system] !== undefined)
    return `Linux with ${LIBRARIES[system]} ${version} or newer on ${machine}`;
  if (system === "macosx")
    return `macOS ${version} or newer on ${machine.replace("universal2", "Intel and Apple silicon")}`;
  if (system === "ios") return `iOS ${version} or newer on ${machine}`;
  const android = /^android_(?<api>\d+)_(?<machine>.+)$/.exec(full)?.groups;
  if (android !== undefined)
    return `Android with API level ${android["api"]} or newer on ${android["machine"]}`;
  const windows = { win32: "32-bit Intel", win_amd64: "64-bit Intel", win_arm64: "ARM" }[full];
  if (windows !== undefined) return `Windows on ${windows}`;
  if (full.startsWith("linux_"))
    return `Linux machines like the one that built it (${full.slice("linux_".length)}); PyPI rejects it`;
  return `the platform ${platform}`;
}
