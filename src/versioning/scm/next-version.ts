import { fault } from "../../findings/fault.ts";
import type { TagVersion } from "./tag-version.ts";

/** What `.dev0` announces: the version without it. Null when the text has no `.dev`; throws `dev-tag-not-zero`. */
function announced(text: string): string | null {
  const at = text.lastIndexOf(".dev");
  if (at === -1) return null;
  if (text.slice(at + ".dev".length) !== "0") throw fault("dev-tag-not-zero", { version: text });
  return text.slice(0, at);
}

/** Counts the last number of a version up: `1.2` to `1.3`, `1.0rc1` to `1.0rc2`. Throws `no-trailing-number`. */
export function countUp(text: string): string {
  const bumped = announced(text);
  if (bumped !== null && bumped !== "") return bumped;
  const match = /^([^\n]*?)([0-9]+)\n?$/.exec(text);
  if (match === null) throw fault("no-trailing-number", { version: text });
  const [, head = "", tail = ""] = match;
  return `${head}${BigInt(tail) + 1n}`;
}

/** The first post-release of a version; `.dev0` is dropped instead. Throws `already-post`. */
export function followingPost(text: string): string {
  const bumped = announced(text);
  if (bumped !== null && bumped !== "") return bumped;
  if (text.includes("post")) throw fault("already-post", { version: text });
  return `${text}.post1`;
}

/**
 * The next version of three parts, with part number `counted` (2 or 3) counted up. A `.dev0` tag announces its own
 * release. Pre- and post-release parts are dropped, an epoch stays.
 */
export function nextOfThree(tag: TagVersion, counted: 2 | 3): string {
  const { epoch, release, dev } = tag.version;
  const head = epoch === 0n ? "" : `${epoch}!`;
  const parts = dev === 0n ? [...release] : release.slice(0, counted);
  if (dev !== 0n) {
    while (parts.length < counted) parts.push(0n);
    parts[counted - 1] = (parts[counted - 1] ?? 0n) + 1n;
  }
  while (parts.length < 3) parts.push(0n);
  return head + parts.join(".");
}
