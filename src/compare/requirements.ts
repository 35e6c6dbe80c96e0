import { sameConditions } from "../version/marker-equivalence.ts";
import { normalizeName } from "../version/names.ts";
import {
  formatRequirement,
  isRequirementError,
  parseRequirement,
  type Requirement,
} from "../version/requirement.ts";
import type { Comparison, Difference } from "./difference.ts";
import { sameSpecifiers } from "./same-specifiers.ts";

/** Requires-Dist of two builds, as sets: per project the admitted versions and the environments in which they are asked for. */
export function compareRequirements(before: readonly string[], after: readonly string[]): Comparison {
  const [old, now] = [byName(before), byName(after)];
  const differences: Difference[] = [];
  let equal = 0;
  for (const subject of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const [left = [], right = []] = [old.get(subject), now.get(subject)];
    if (isSame(left, right)) equal += 1;
    else differences.push({ code: "requires-dist", subject, before: told(left), after: told(right) });
  }
  return { code: "requires-dist", equal, differences };
}

/** What is asked for of one project; a text that is no requirement stands for itself. */
type Asked = Requirement | string;

function byName(texts: readonly string[]): ReadonlyMap<string, readonly Asked[]> {
  const found = new Map<string, Asked[]>();
  for (const text of texts) {
    const read = parseRequirement(text);
    const asked = isRequirementError(read) ? text : read;
    const name = normalizeName(
      isRequirementError(read) ? (/^[A-Za-z0-9._-]+/.exec(text.trim())?.[0] ?? text) : read.name,
    );
    found.set(name, [...(found.get(name) ?? []), asked]);
  }
  return found;
}

function isSame(before: readonly Asked[], after: readonly Asked[]): boolean {
  const parsed = [...before, ...after].filter((each) => typeof each !== "string");
  if (parsed.length < before.length + after.length) return told(before) === told(after);
  // Every kind of demand has to hold in the same environments on both sides.
  return parsed.every((kind) =>
    sameConditions(
      before
        .filter((each) => typeof each !== "string" && isOneKind(each, kind))
        .map((each) => (each as Requirement).marker),
      after
        .filter((each) => typeof each !== "string" && isOneKind(each, kind))
        .map((each) => (each as Requirement).marker),
    ),
  );
}

function isOneKind(a: Requirement, b: Requirement): boolean {
  const extras = ({ extras: names }: Requirement): string => names.map(normalizeName).sort().join();
  return a.url === b.url && extras(a) === extras(b) && sameSpecifiers(a.specifier, b.specifier);
}

function told(asked: readonly Asked[]): string | null {
  return asked.length === 0
    ? null
    : asked
        .map((each) => (typeof each === "string" ? each : formatRequirement(each)))
        .sort()
        .join(" | ");
}
