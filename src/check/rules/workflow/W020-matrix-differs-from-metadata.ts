import { child, scalarText, type YamlNode } from "../../../tree/formats/yaml-file.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { parseVersion } from "../../../version/pep440.ts";
import { tests } from "../../../tree/workflows/commands.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W020: the Pythons that are tested are not those that are promised. */
export const matrixDiffersFromMetadata: Rule = defineRule({
  code: "W020",
  slug: "matrix-differs-from-metadata",
  title: "the tested Python versions do not match the metadata",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "The test matrix has a Python version that `requires-python` excludes, or lacks one that a classifier names.",
    why: "The release can fail on a Python version that is declared but never tested.",
    fix: "make the matrix, the classifiers and requires-python agree",
    bad: 'python-version: ["3.8", "3.12"]  # requires-python = ">=3.9"',
    good: 'python-version: ["3.9", "3.12"]',
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const { tree } = inputs;
    if (tree === undefined) return [];
    const findings: RuleFinding[] = [];
    const tested = new Set<string>();
    const bounds = tree.project.requiresPython;
    const allowed = bounds === null ? null : parseSpecifierSet(bounds.value);
    let complete = true;
    for (const { file, jobs } of await resolvedWorkflows(inputs))
      for (const job of jobs) {
        if (!job.steps.some(tests)) continue;
        const versions = matrixPythons(child(child(job.node, "strategy"), "matrix"));
        // A version that is computed, or chosen by tox, can be any.
        if (versions === null || versions.length === 0) complete = false;
        for (const { minor, node } of versions ?? []) {
          tested.add(minor);
          if (allowed === null || parseVersion(minor) === null || allowed.contains(`${minor}.99`)) continue;
          findings.push({
            message: `Python ${minor} is tested, but requires-python (${bounds?.value}) excludes it`,
            location: file.locate(node),
            subject: `${file.path} ${minor}`,
          });
        }
      }
    if (!complete || tested.size < 2) return findings;
    for (const { value, location } of tree.project.classifiers) {
      const minor = /^Programming Language :: Python :: (\d+\.\d+)$/.exec(value)?.[1];
      if (minor === undefined || tested.has(minor)) continue;
      findings.push({
        message: `a classifier names Python ${minor}, but no workflow tests it`,
        location,
        subject: `classifier ${minor}`,
      });
    }
    return findings;
  },
});

/** The CPython minor versions of a matrix; null when something in it is computed. */
function matrixPythons(
  matrix: YamlNode | null,
): readonly { readonly minor: string; readonly node: YamlNode }[] | null {
  if (matrix === null) return [];
  if (matrix.kind !== "map") return null;
  const found: { minor: string; node: YamlNode }[] = [];
  for (const [name, { value }] of matrix.entries) {
    const isPython = /^(?:python[-_]?versions?|python|py)$/i.test(name);
    if (name === "include") {
      if (value.kind !== "list") return null;
      for (const item of value.items) {
        const nested =
          item.kind === "map" ? matrixPythons({ ...item, entries: withoutInclude(item.entries) }) : null;
        if (nested === null) return null;
        for (const each of nested) found.push(each);
      }
    } else if (isPython) {
      for (const node of value.kind === "list" ? value.items : [value]) {
        const text = scalarText(node) ?? "";
        if (text.includes("${{")) return null;
        const minor = /^(?:cp|py|python)?-?(\d\.\d+)(?:[.-].*)?$/.exec(text)?.[1];
        // 3.10 without quotes is the number 3.1: another rule's matter, not a Python.
        if (minor !== undefined && minor !== "3.1") found.push({ minor, node });
      }
    } else if (/tox|nox|session|env/i.test(name)) return null;
  }
  return found;
}

function withoutInclude<T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map(Array.from(entries).filter(([name]) => name !== "include"));
}
