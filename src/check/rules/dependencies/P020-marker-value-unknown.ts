import { markerComparisons } from "../../../version/marker.ts";
import { declaredRequirements } from "./requirements.ts";
import { requirementFix } from "./requirement-fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** What the variables really say, and by which slips people write it. */
const VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  sys_platform: {
    win32: ["windows", "win64", "win", "nt"],
    linux: ["linux3", "posix"],
    darwin: ["macos", "macosx", "osx", "mac"],
    cygwin: [],
  },
  platform_system: {
    Windows: ["win32", "win64", "nt"],
    Linux: ["posix"],
    Darwin: ["macos", "macosx", "osx", "mac"],
  },
  os_name: { nt: ["windows", "win32", "win64"], posix: ["linux", "darwin", "macos", "mac", "unix"] },
  platform_python_implementation: { CPython: [], PyPy: [], Jython: [], GraalVM: [] },
  implementation_name: { cpython: [], pypy: [], jython: [], graalpy: [] },
};

/** P020: a marker compares with a value that never occurs. */
export const markerValueUnknown: Rule = defineRule({
  code: "P020",
  slug: "marker-value-unknown",
  title: "a marker compares with a value that never occurs",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "On Windows, sys_platform is always win32; platform_system is Linux with a capital L; os_name is nt or posix.",
    why: "The comparison has the same result everywhere, so the requirement is never installed, or always.",
    fix: "write the value that Python reports",
    bad: 'colorama; sys_platform == "windows"',
    good: 'colorama; sys_platform == "win32"',
    peers: [],
  },
  *check(inputs) {
    for (const requirement of declaredRequirements(inputs)) {
      const { parsed, view, item, name } = requirement;
      if (parsed.marker === null) continue;
      for (const { left, right, operator } of markerComparisons(parsed.marker)) {
        const variable = [left, right].find((side) => side.kind === "variable")?.name ?? "";
        const value = [left, right].find((side) => side.kind === "value")?.text ?? "";
        const meant = operator === "==" || operator === "!=" ? meantValue(variable, value) : null;
        if (meant === null) continue;
        const text = item.text.replace(new RegExp(`(["'])${value}\\1`), `$1${meant}$1`);
        yield {
          message: `${view.label}: ${variable} is never "${value}" in "${item.text}"`,
          location: item.location,
          subject: `${name} ${variable} ${value}`,
          help: `write ${variable} ${operator} "${meant}"`,
          ...requirementFix(inputs, requirement, "review", `write "${meant}"`, text),
        };
      }
    }
  },
});

/** What was probably meant by a value that never comes; null when the value is right or nothing is known of it. */
function meantValue(variable: string, value: string): string | null {
  const known = Object.hasOwn(VALUES, variable) ? VALUES[variable] : undefined;
  if (known === undefined || Object.hasOwn(known, value)) return null;
  const lower = value.toLowerCase();
  const found = Object.entries(known).find(
    ([right, slips]) => right.toLowerCase() === lower || slips.includes(lower),
  );
  return found === undefined || !/^[\w.-]+$/.test(value) ? null : found[0];
}
