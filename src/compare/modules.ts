import type { Change } from "./change.ts";
import { filesOf, type Comparable } from "./distributions.ts";

/** Modules that came or went, without those below one that did. */
export function moduleChanges(before: Comparable, after: Comparable): readonly Change[] {
  const [old, now] = [publicModules(filesOf(before).keys()), publicModules(filesOf(after).keys())];
  return [
    ...topmost(old, now).map((subject): Change => {
      return { code: "module", subject, before: subject, after: null, level: "major" };
    }),
    ...topmost(now, old).map((subject): Change => {
      return { code: "module", subject, before: null, after: subject, level: "minor" };
    }),
  ];
}

const MODULE = /^(?<path>[^.]+)(?:\.py|\.[^/]*\.?(?:so|pyd))$/;
const PRIVATE = /^(?:_|tests?$|conftest$)/;

/** Dotted names of modules that users may import: no part of them begins with an underscore, and none is a test. */
export function publicModules(paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) {
    const parts = MODULE.exec(path.replace(/^data\/(?:purelib|platlib)\//, ""))?.groups?.["path"]?.split("/");
    if (parts === undefined || parts[0] === "data") continue;
    const names = parts.at(-1) === "__init__" ? parts.slice(0, -1) : parts;
    const isPublic = names.every(
      (each) => /^[\p{XID_Start}]\p{XID_Continue}*$/u.test(each) && !PRIVATE.test(each),
    );
    if (names.length > 0 && isPublic) found.add(names.join("."));
  }
  return found;
}

function topmost(some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  const alone = [...some].filter((each) => !others.has(each));
  const set = new Set(alone);
  return alone.filter((each) => !ancestors(each).some((ancestor) => set.has(ancestor))).sort();
}

function ancestors(name: string): readonly string[] {
  const parts = name.split(".");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
}
