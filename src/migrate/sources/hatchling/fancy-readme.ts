import type { SourceTree } from "../../../tree/source-tree.ts";
import { isTable, tableOf } from "../../../tree/pyproject-project.ts";
import type { TomlFile, TomlValue } from "../../../tree/formats/toml-file.ts";
import { text, type Table } from "../project-table.ts";
import { pythonPattern } from "./python-pattern.ts";

const HOOK = ["tool", "hatch", "metadata", "hooks", "fancy-pypi-readme"];

/** The readme that hatch-fancy-pypi-readme makes of its fragments today; null when a fragment cannot be read. */
export async function renderFancyReadme(
  tree: SourceTree,
): Promise<{ readonly text: string; readonly contentType: string } | null> {
  const toml = tree.pyproject as TomlFile;
  const settings = tableOf(toml.get(HOOK));
  const contentType = text(settings["content-type"]);
  const fragments = Array.isArray(settings["fragments"])
    ? (settings["fragments"] as readonly TomlValue[]).filter(isTable)
    : [];
  if (contentType === null || fragments.length === 0) return null;
  const parts: string[] = [];
  for (const fragment of fragments) {
    const part = await fragmentText(tree, fragment);
    if (part === null) return null;
    parts.push(part);
  }
  const substitutions = Array.isArray(settings["substitutions"])
    ? (settings["substitutions"] as readonly TomlValue[]).filter(isTable)
    : [];
  const whole = substitutions.reduce<string | null>(
    (now, each) => (now === null ? null : substituted(now, each)),
    parts.join(""),
  );
  if (whole === null) return null;
  const name = text(toml.get(["project", "name"])) ?? "";
  return { text: whole.replaceAll("$HFPR_PACKAGE_NAME", name), contentType };
}

/** A text, or a part of a file between marks, or what the first group of a pattern finds there. */
async function fragmentText(tree: SourceTree, fragment: Table): Promise<string | null> {
  const own = text(fragment["text"]);
  if (own !== null) return own;
  let found = await tree.readText(text(fragment["path"]) ?? "");
  for (const [key, cut] of Object.entries(CUTS)) {
    const mark = text(fragment[key]);
    if (mark === null || found === null) continue;
    const at = found.indexOf(mark);
    found = at === -1 ? null : cut(found, at, mark.length);
  }
  const pattern = text(fragment["pattern"]);
  if (pattern === null || found === null) return found;
  return pythonPattern(pattern, "s")?.exec(found)?.[1] ?? null;
}

const CUTS: Readonly<Record<string, (whole: string, at: number, length: number) => string>> = {
  "start-after": (whole, at, length) => whole.slice(at + length),
  "start-at": (whole, at) => whole.slice(at),
  "end-before": (whole, at) => whole.slice(0, at),
  "end-at": (whole, at, length) => whole.slice(0, at + length),
};

function substituted(whole: string, substitution: Table): string | null {
  const pattern = pythonPattern(
    text(substitution["pattern"]) ?? "",
    substitution["ignore-case"] === true ? "gi" : "g",
  );
  const replacement = (text(substitution["replacement"]) ?? "")
    .replaceAll("$", "$$$$")
    .replaceAll(/\\g<(\w+)>|\\(\d)/g, (_, name?: string, number?: string) =>
      number === undefined && /\D/.test(name ?? "") ? `$<${name}>` : `$${name ?? number}`,
    );
  return pattern === null ? null : whole.replaceAll(pattern, replacement);
}
