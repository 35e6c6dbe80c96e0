import { createHash } from "node:crypto";
import { normalizeName } from "../../version/names.ts";

/** A distribution that a lock pins. */
export interface LockedRequirement {
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  /** Of every file that may be installed; lower-case hex. */
  readonly sha256: readonly string[];
}

/** The locked build requirements of a project: a requirements file that pip and uv take, with a head that says of what. */
export interface BuildLock {
  /** POSIX path below the project. */
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
  /** `build-system.requires` when it was locked, and what the backend's hooks asked for besides. */
  readonly requires: readonly string[];
  readonly asked: readonly string[];
  /** The oldest Python that it is for, as `3.11`. */
  readonly python: string;
  readonly pins: readonly LockedRequirement[];
}

/** What a lock is written from; `resolved` is a requirements file with hashes. */
export interface LockContent extends Pick<BuildLock, "requires" | "asked" | "python"> {
  readonly resolved: string;
}

const TITLE = "# Build requirements with their hashes, written by: shipwheel build --lock";

/** The text of a lock. The same content gives the same bytes. */
export function renderLock({ requires, asked, python, resolved }: LockContent): string {
  const head = [
    TITLE,
    `# python: ${python}`,
    ...[...requires].sort().map((each) => `# requires: ${each}`),
    ...[...asked].sort().map((each) => `# asked for by the backend: ${each}`),
  ];
  const lines = resolved
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return `${[...head, "", ...lines].join("\n")}\n`;
}

/** Reads a lock; a string says why it is none. */
export function readLock(file: string, text: string): BuildLock | string {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== TITLE) return `it does not begin with "${TITLE}"`;
  const named = (label: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`# ${label}: `)).map((line) => line.slice(label.length + 4));
  const [python] = named("python");
  if (python === undefined || !/^\d+\.\d+$/.test(python)) return "it does not say for which Python it is";
  const pins = new Map<string, LockedRequirement>();
  for (const entry of text.replaceAll(/\\\r?\n/g, " ").split(/\r?\n/)) {
    if (entry.trim() === "" || entry.startsWith("#")) continue;
    const pin = /^([A-Za-z0-9][\w.-]*)==([^\s;]+)/.exec(entry);
    const sha256 = [...entry.matchAll(/--hash=sha256:([0-9a-f]{64})\b/g)].map((match) => match[1] as string);
    if (pin === null || sha256.length === 0)
      return `this line pins no version with a hash: ${entry.slice(0, 80)}`;
    const [, name = "", version = ""] = pin;
    pins.set(`${name}==${version}`, { name: normalizeName(name), version, sha256 });
  }
  return {
    file,
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    requires: named("requires"),
    asked: named("asked for by the backend"),
    python,
    pins: [...pins.values()],
  };
}

/** How a lock differs from what it is to lock, as a sentence. */
export interface LockDrift {
  readonly kind: "requirement" | "python";
  readonly text: string;
}

/** The differences of a lock from what it is to lock. */
export function lockDrift(
  lock: BuildLock,
  requires: readonly string[],
  python: { readonly major: number; readonly minor: number },
): readonly LockDrift[] {
  const missing = requires.filter((each) => !lock.requires.includes(each));
  const gone = lock.requires.filter((each) => !requires.includes(each));
  const [major = 0, minor = 0] = lock.python.split(".").map(Number);
  const isOlder = python.major < major || (python.major === major && python.minor < minor);
  const requirement = (text: string): LockDrift => ({ kind: "requirement", text });
  return [
    ...missing.map((each) => requirement(`build-system.requires has "${each}", which is not locked`)),
    ...gone.map((each) => requirement(`"${each}" is locked, and build-system.requires no longer has it`)),
    ...(isOlder
      ? [
          {
            kind: "python" as const,
            text: `it is for Python ${lock.python} and later, and this build has ${python.major}.${python.minor}`,
          },
        ]
      : []),
  ];
}

/** The digests that a lock allows for an installed `name==version`. */
export function digestsOf(lock: BuildLock | null, installed: string): readonly string[] {
  return lock?.pins.find(({ name, version }) => `${name}==${version}` === installed)?.sha256 ?? [];
}
