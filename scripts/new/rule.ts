import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FAMILIES } from "../../src/check/engine/families.ts";
import { camelCase, withImport, withItem, type Read, type Written } from "./edits.ts";

const REGISTRY = "src/check/engine/registry.ts";
const RULE = /^([A-Z])(\d{3})-([a-z0-9-]+)$/;

/** A rule: its file, its line in the registry, a case that does not fire yet, and the news. */
export function newRule(name: string, read: Read, root: string): Written {
  const [, letter = "", number = "", slug = ""] = RULE.exec(name) ?? [];
  if (FAMILIES[letter] === undefined)
    throw new Error("the name of a rule is CODE-defect, such as P099-pin-without-hash");
  const code = letter + number;
  const identifier = camelCase(slug);
  const registry = read(REGISTRY);
  const files = [...registry.matchAll(/"\.\.\/rules\/(.+)\/([A-Z]\d{3})-[^"]+\.ts"/g)];
  if (files.some((match) => match[2] === code)) throw new Error(`${code} is taken`);
  const folder = mostCommon(
    files.filter((match) => match[2]?.startsWith(letter)).map((match) => match[1] ?? ""),
  );
  const path = `src/check/rules/${folder}/${name}.ts`;
  const up = "../".repeat(folder.split("/").length + 1);
  return new Map([
    [path, ruleText(code, slug, identifier, up)],
    [REGISTRY, registered(registry, code, identifier, `../rules/${folder}/${name}.ts`)],
    withCase(code, read, root),
    [`changes/${slug}.md`, `kind: added\n\n\`check\` reports WHAT (${code}).\n`],
  ]);
}

function ruleText(code: string, slug: string, identifier: string, up: string): string {
  return `import { defineRule, type Rule } from "${up}engine/rule.ts";

/** ${code}: WHAT. */
export const ${identifier}: Rule = defineRule({
  code: "${code}",
  slug: "${slug}",
  title: "${slug.replaceAll("-", " ")}",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "WHAT is not so.",
    why: "WHO suffers, and how.",
    fix: "EDIT this",
    bad: "AS it is",
    good: "AS it should be",
    peers: [],
  },
  *check({ tree }) {
    if (tree === undefined) return;
  },
});
`;
}

/** The list is sorted by code: the line goes before that of the next rule. */
function registered(registry: string, code: string, identifier: string, path: string): string {
  const imports = [...registry.matchAll(/import \{ (\w+) \} from "\.\.\/rules\/.+\/([A-Z]\d{3})-/g)];
  const codes = new Map(imports.map((match) => [match[1] ?? "", match[2] ?? ""]));
  const list = { first: "export const RULES", last: "];" };
  const line = withItem(registry, list, `  ${identifier},`, (each) => {
    const other = codes.get(/^ {2}(\w+),$/.exec(each)?.[1] ?? "");
    return other !== undefined && other > code;
  });
  return withImport(line, `import { ${identifier} } from "${path}";`);
}

/** The case goes where the other cases of its family are. */
function withCase(code: string, read: Read, root: string): readonly [string, string] {
  const folder = "tests/check/cases";
  const files = readdirSync(join(root, folder)).filter((name) => name !== "all.ts");
  const count = (name: string): number =>
    read(`${folder}/${name}`).split(`\n    code: "${code.charAt(0)}`).length;
  const [file = ""] = files.toSorted((a, b) => count(b) - count(a));
  const text = read(`${folder}/${file}`);
  const end = text.lastIndexOf("\n];");
  if (end === -1) throw new Error(`${folder}/${file} has no list`);
  const added = `\n  { code: "${code}", fires: { tree: {} }, silent: { tree: {} }, says: "WHAT is not so" },`;
  return [`${folder}/${file}`, text.slice(0, end) + added + text.slice(end)];
}

function mostCommon(names: readonly string[]): string {
  const count = (name: string): number => names.filter((each) => each === name).length;
  const [name] = names.toSorted((a, b) => count(b) - count(a));
  if (name === undefined) throw new Error(`no rule of this family has a file; write the first one by hand`);
  return name;
}
