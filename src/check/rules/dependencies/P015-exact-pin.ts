import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { normalizeName } from "../../../version/names.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P015: a library pins a requirement to one version. */
export const exactPin: Rule = defineRule({
  code: "P015",
  slug: "exact-pin",
  title: "a library pins a requirement to one version",
  severity: "warning",
  needs: ["tree", "dist"],
  confidence: "likely",
  docs: {
    what: "A requirement of the release admits one version only (`==`), and is neither of the same family nor a package of type stubs.",
    why: "Two packages with different pins cannot be installed together, and fixes of the dependency do not reach your users. Applications that run in their own environment can ignore this rule.",
    fix: "admit a range: >=tested,<next major; keep exact versions in a lock file",
    bad: 'dependencies = ["click==8.1.7"]',
    good: 'dependencies = ["click>=8.1.7,<9"]',
    peers: [],
  },
  *check(inputs) {
    for (const { name, parsed, view, item } of declaredRequirements(inputs)) {
      if (item.extra !== null || parsed.url !== null || isSibling(name, view.name?.value ?? "")) continue;
      if (view.classifiers.some(({ value }) => value.startsWith("Private ::"))) continue;
      const pin = parseSpecifierSet(parsed.specifier)?.specifiers.find(
        ({ operator, version }) => operator === "===" || (operator === "==" && !version.endsWith(".*")),
      );
      if (pin === undefined) continue;
      yield {
        message: `${view.label}: "${item.text}" allows only one version`,
        // For old Pythons the last release that they have is pinned on purpose.
        ...(parsed.marker !== null && { severity: "info" as const }),
        location: item.location,
        subject: name,
        help: `write "${item.text.replace(/={2,3}\s*[^,;\s]+/, range(pin.version))}", and keep the exact version in a lock file`,
      };
    }
  },
});

/** Packages that are released together, stubs of the same version, and metapackages may pin. */
function isSibling(name: string, project: string): boolean {
  const own = normalizeName(project);
  if (/^types-|-stubs$/.test(name) || /^types-|-stubs$/.test(own)) return true;
  const [first = ""] = own.split("-");
  return name.split("-").includes(first) || own.split("-").includes(name.split("-")[0] ?? name);
}

function range(version: string): string {
  const numbers = version.split(".");
  const major = Number(numbers[0]);
  if (!Number.isInteger(major)) return `>=${version}`;
  return major === 0 && numbers.length > 1
    ? `>=${version},<0.${Number(numbers[1]) + 1}`
    : `>=${version},<${major + 1}`;
}
