import { isTable } from "../../tree/pyproject-project.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import type { TomlFile } from "../../tree/formats/toml-file.ts";
import { fault, type Fault } from "../../findings/fault.ts";
import { nearest } from "../../text/nearest.ts";
import type { Rule } from "./rule.ts";

/** What a selector is compared with. */
type Named = Pick<Rule, "code" | "slug">;

/** Selects every rule, also those that are off by default. */
const EVERYTHING = "all";

/** Whether a selector means a rule: its code, the beginning of its code (`P`, `P01`), its slug, or `all`. */
export function selects(selector: string, rule: Named): boolean {
  if (selector === EVERYTHING || selector === rule.slug) return true;
  // The letters are the whole family: A means A001 and never ACME001.
  const [, letters, digits = ""] = /^([A-Z]+)(\d*)$/.exec(selector) ?? [];
  if (letters === undefined || !rule.code.startsWith(selector)) return false;
  return digits !== "" || !/^[A-Z]/.test(rule.code.slice(letters.length));
}

/** A rule that is off by default wants its own name (or `all`): a family's letter does not turn it on. */
function selectsByName(selector: string, rule: Named): boolean {
  return selector === EVERYTHING || selector === rule.slug || selector === rule.code;
}

/** Whether a rule is to run: `select` (nothing means all that are on by default) and `extend-select` decide. */
export function isSelected(rule: Rule, config: Pick<CheckConfig, "select" | "extend-select">): boolean {
  const asked = [...config.select, ...config["extend-select"]];
  if (!rule.byDefault) return asked.some((selector) => selectsByName(selector, rule));
  return config.select.length === 0 || asked.some((selector) => selects(selector, rule));
}

/**
 * Throws the fault `config/invalid-value` when a selector of the configuration means no rule. Findings of the build,
 * verify and upload stages may be named, too, and rules of plugins, which are not always loaded.
 */
export function requireKnownRules(
  config: CheckConfig,
  rules: readonly Named[],
  pyproject: TomlFile | null,
): void {
  const base = ["tool", "shipwheel", "check"];
  const named: (readonly [string, readonly (string | number)[]])[] = [
    ...config.select.map((name, at) => [name, [...base, "select", at]] as const),
    ...config["extend-select"].map((name, at) => [name, [...base, "extend-select", at]] as const),
    ...config.ignore.map((entry, at) => [entry.rule, ignorePath(pyproject, entry.rule, at)] as const),
    ...Object.values(config["per-file-ignores"]).flatMap((entries) =>
      entries.map((entry) => [entry.rule, [...base, "per-file-ignores"]] as const),
    ),
    ...Object.keys(config.severity).map((name) => [name, [...base, "severity", name]] as const),
  ];
  for (const [name, path] of named) {
    if (/^[BIU]\d*$/.test(name) || rules.some((rule) => selects(name, rule))) continue;
    if (mayBePlugins(name, config, rules)) continue;
    throw unknownRule(name, rules, path, pyproject);
  }
}

/** Whether a rule of a plugin that was not loaded can have this code (which has a longer prefix than ours) or slug. */
export function mayBePlugins(
  name: string,
  { plugins }: Pick<CheckConfig, "plugins">,
  rules: readonly Named[],
): boolean {
  if (plugins.length === 0) return false;
  const isLoaded = rules.some((rule) => "plugin" in rule && rule.plugin !== undefined);
  return !isLoaded && /^(?:[A-Z]{2,}\d*|[a-z0-9]+(?:-[a-z0-9]+)+)$/.test(name);
}

/** Ignores are a list or a table. */
function ignorePath(pyproject: TomlFile | null, rule: string, at: number): readonly (string | number)[] {
  const base = ["tool", "shipwheel", "check", "ignore"];
  return [...base, isTable(pyproject?.get(base)) ? rule : at];
}

/** The fault for a name that no rule has, with the nearest that exists. */
export function unknownRule(
  name: string,
  rules: readonly Named[],
  path: readonly (string | number)[],
  pyproject: TomlFile | null,
): Fault {
  const upper = name.toUpperCase();
  const isCode = /^[A-Z]\d*$/.test(upper);
  const family = rules.filter((rule) => rule.code.startsWith(upper.slice(0, 1)));
  const near = isCode
    ? nearest(
        upper,
        family.map((rule) => rule.code),
      )
    : nearest(
        name.toLowerCase(),
        rules.map((rule) => rule.slug),
      );
  if (!isInFile(name, path, pyproject)) {
    const option = path.find((key) => typeof key === "string" && /select$|^ignore$/.test(key));
    const families = [...new Set(rules.map(({ code }) => code.slice(0, 1)))].toSorted().join("");
    const nearestOne = near === null ? "" : `; the nearest is ${near}`;
    const hint = ` (--${option}); families: ${families}${nearestOne}`;
    return fault("usage/no-such-rule", { rule: name, hint });
  }
  const reason = `names a rule that does not exist: ${name}${near === null ? "" : ` (nearest: ${near})`}`;
  const location = pyproject?.locate(path);
  const file =
    location?.line === undefined
      ? "pyproject.toml"
      : `${location.file}:${location.line}:${location.column ?? 1}`;
  return fault("config/invalid-value", { file, key: "check", reason }, location && { location });
}

/** Whether the file has the name there; if not, it is the command line that does. */
function isInFile(name: string, path: readonly (string | number)[], pyproject: TomlFile | null): boolean {
  // No option of the command line is a table whose keys are names.
  if (path.at(-1) === name) return true;
  return JSON.stringify(pyproject?.get(path) ?? "").includes(JSON.stringify(name));
}
