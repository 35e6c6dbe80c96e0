import { parseVersion, type Version } from "../../version/pep440.ts";
import type { VersionLocation } from "./version-location.ts";
import { readTuple } from "./tuple-form.ts";

/** The version that a place states; of a short form or a tuple of numbers the release only. */
export function statedVersion({ form, text }: Pick<VersionLocation, "form" | "text">): Version | null {
  if (form !== "tuple") return parseVersion(text);
  const tuple = readTuple(text);
  if (tuple === null) return null;
  const { release, level } = tuple;
  const pre = level === null || level.name === "final" ? null : ([level.name, level.serial] as const);
  return { epoch: 0n, release, pre, post: null, dev: null, local: null };
}
