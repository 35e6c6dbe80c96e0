import { LEVELS, type Level } from "../versioning/bump/level.ts";
import type { AspectCode } from "./difference.ts";

/** Aspects that are changes of a release by themselves; version and files are told apart from them. */
export type JudgedCode = Exclude<AspectCode, "version" | "name" | "wheel-file" | "sdist-file">;

/** What a change is about. */
export type ChangeCode = JudgedCode | "module" | "platform" | "api" | "shape";

/** Something that is not as it was. */
export interface Change {
  readonly code: ChangeCode;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  /** What it asks of the next version (SemVer 2.0.0, rules 6 to 8). */
  readonly level: Exclude<Level, "none">;
  /** Where the texts alone do not say it. */
  readonly why?: string;
}

/** Orders changes by what they ask for. */
export function largestFirst(a: Change, b: Change): number {
  return LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level);
}

/** A file that is not as it was. */
export interface FileChange {
  /** Without name and version of the release. */
  readonly path: string;
  readonly in: "wheel" | "sdist";
  /** Bytes; null: not there. */
  readonly before: number | null;
  readonly after: number | null;
}
