import { isAbsolute, relative, sep } from "node:path";
import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";

/** The way from the base to a root below it, with a slash at the end; empty for anything else. */
export function prefixOf(base: string | undefined, root: string | null): string {
  if (base === undefined || root === null) return "";
  const way = relative(base, root);
  const isBelow = way !== "" && !way.startsWith("..") && !isAbsolute(way);
  return isBelow ? `${way.split(sep).join("/")}/` : "";
}

/** A finding with its places, and the files of its fix, told from the base. */
export function withPrefix(finding: Finding, prefix: string): Finding {
  if (prefix === "") return finding;
  const place = (location: Location): Location =>
    location.file.includes("!/") ? location : { ...location, file: `${prefix}${location.file}` };
  const { location, related, fix } = finding;
  return {
    ...finding,
    ...(location !== undefined && { location: place(location) }),
    ...(related !== undefined && { related: related.map(place) }),
    ...(fix !== undefined && {
      fix: { ...fix, files: fix.files.map((each) => ({ ...each, path: `${prefix}${each.path}` })) },
    }),
  };
}
