import type { MemberDifference } from "./compare-archives.ts";

/** What two builds did differently, so that its traces can be recognized. */
export interface Varied {
  /** Directories of each build, absolute. */
  readonly directories: readonly [string, string];
  /** When the first build ran, in seconds since 1970. */
  readonly built: { readonly from: number; readonly to: number };
  /** The time that the source files of the second build have. Seconds since 1970. */
  readonly sourceTime: number;
  /** What the second build's clock is ahead of UTC. Seconds. */
  readonly zone: number;
}

/** Why a member differs, in a few words. */
export type Cause =
  | "file order"
  | "umask"
  | "file times of the checkout"
  | "time zone"
  | "build time"
  | "build directory"
  | "user name"
  | "build time or random"
  | "packing"
  | "file missing in one build"
  | "unknown";

/** The cause that a difference itself shows; `contents` are those of the member in both builds. */
export function causeOf(
  difference: MemberDifference,
  contents: readonly [string, string] | null,
  varied: Varied,
): Cause {
  switch (difference.kind) {
    case "order":
      return "file order";
    case "mode":
      return "umask";
    case "owner":
      return "user name";
    case "archive":
      return "build time";
    case "missing":
    case "added":
      return "file missing in one build";
    case "time":
      return timeCause(difference, varied);
    case "content":
      return contents === null ? "unknown" : contentCause(contents, varied);
  }
}

/** No two zones of the world are further apart. Seconds. */
const ZONES = 26 * 3600;

function timeCause({ first, second }: MemberDifference, { built, sourceTime, zone }: Varied): Cause {
  const [a, b] = [first, second].map((text) => Date.parse(`${text}Z`) / 1000) as [number, number];
  if (Math.abs(b - sourceTime) <= ZONES) return "file times of the checkout";
  if (Math.abs(Math.abs(b - a) - Math.abs(zone)) <= 2) return "time zone";
  return a >= built.from - ZONES && a <= built.to + ZONES ? "build time" : "unknown";
}

function contentCause([first, second]: readonly [string, string], { directories, built }: Varied): Cause {
  const traces = [
    [first, directories[0]],
    [second, directories[1]],
  ] as const;
  if (traces.every(([text, directory]) => text.includes(directory))) return "build directory";
  const [a, b] = differingParts(first, second);
  if (isTime(a, built) && isTime(b, built)) return "build time";
  return sameLines(first, second) ? "file order" : "unknown";
}

/** The lines in which two texts first differ. */
export function differingParts(first: string, second: string): readonly [string, string] {
  const [ours, theirs] = [first.split("\n"), second.split("\n")];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return at === -1 ? ["", theirs[ours.length] ?? ""] : [ours[at] ?? "", theirs[at] ?? ""];
}

/** A time stamp or a date from around the build. */
function isTime(line: string, { from, to }: Varied["built"]): boolean {
  const stamps = [...line.matchAll(/\b(\d{10})(?:\d{3})?(?:\.\d+)?\b/g)].map((match) => Number(match[1]));
  if (stamps.some((each) => each >= from - 60 && each <= to + 24 * 3600)) return true;
  const day = new Date(from * 1000).toISOString().slice(0, 10);
  const next = new Date((from + 24 * 3600) * 1000).toISOString().slice(0, 10);
  return line.includes(day) || line.includes(next) || /\b\d{1,2}:\d{2}:\d{2}\b/.test(line);
}

function sameLines(first: string, second: string): boolean {
  const sorted = (text: string): string =>
    text
      .split(/[\n,]/)
      .map((part) => part.trim())
      .sort()
      .join("\n");
  return sorted(first) === sorted(second);
}
