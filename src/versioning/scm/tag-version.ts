import { formatVersion, parseVersion, type Version } from "../../version/pep440.ts";

/** A version as a tag states it: the parsed value and the spelling that is printed. */
export interface TagVersion {
  /** Normalised, or with `normalize = false` (and for pretended versions) as it was written. */
  readonly text: string;
  readonly version: Version;
}

/** Reads a version of PEP 440; null when it is none. Without `normalize` the spelling stays. */
export function readTagVersion(text: string, normalize: boolean): TagVersion | null {
  const version = parseVersion(text);
  if (version === null) return null;
  return { text: normalize ? formatVersion(version) : text, version };
}

/** The spelling without the part behind `+`. */
export function withoutLocal(text: string): string {
  const plus = text.indexOf("+");
  return plus === -1 ? text : text.slice(0, plus);
}
