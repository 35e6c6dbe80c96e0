import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAMILIES } from "../src/check/engine/families.ts";
import { RULES } from "../src/check/engine/registry.ts";
import type { Rule, Scope } from "../src/check/engine/rule.ts";
import { SETTINGS_RULES } from "../src/check/engine/settings-rules.ts";
import { explain } from "../src/explain/explain.ts";
import { STAGE_RULES } from "../src/explain/stage-rules.ts";

const HEADER = "<!-- Written by scripts/generate-rule-pages.ts from the rules themselves; do not edit. -->\n";

/** Every page of docs/rules by its file name: one a rule, and the list of all. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([["README.md", indexPage()]]);
  pages.set("peers.md", peerPage());
  for (const rule of RULES) pages.set(`${rule.code}.md`, rulePage(rule, reads(rule)));
  for (const rule of STAGE_RULES) pages.set(`${rule.code}.md`, rulePage(rule, "Seen while it happens."));
  for (const rule of SETTINGS_RULES)
    pages.set(`${rule.code}.md`, rulePage(rule, "Told by the check itself."));
  return pages;
}

/** What other tools say, and which rule says it here: by tool, in the order of their own codes. */
function peerPage(): string {
  const rows = [...RULES, ...STAGE_RULES].flatMap(({ code, slug, docs }) =>
    docs.peers.map((peer) => {
      const colon = peer.indexOf(":");
      const [tool, its] = colon === -1 ? [peer, ""] : [peer.slice(0, colon), peer.slice(colon + 1)];
      return { tool, its, ours: `[${code}](${code}.md) ${slug}` };
    }),
  );
  const tools = Map.groupBy(
    rows.toSorted((a, b) => (a.tool === b.tool ? (a.its < b.its ? -1 : 1) : a.tool < b.tool ? -1 : 1)),
    ({ tool }) => tool,
  );
  const sections = [...tools].map(([tool, list]) => {
    const codes = Map.groupBy(list, ({ its }) => its);
    const lines = [...codes].map(
      ([its, same]) =>
        `| ${its === "" ? "(no code)" : cell(its)} | ${same.map(({ ours }) => ours).join(", ")} |`,
    );
    return `## ${tool}\n\n| its code | ours |\n| --- | --- |\n${lines.join("\n")}\n`;
  });
  return `${HEADER}\n# Codes of other tools\n\nWhat another tool reports, and the rule that reports it here. PyPI stands for the upload that it refuses.\n\n${sections.join("\n")}`;
}

function indexPage(): string {
  const all = [...RULES, ...STAGE_RULES, ...SETTINGS_RULES].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const families = [...new Set(all.map((rule) => rule.code.charAt(0)))].map((family) => {
    const rows = all
      .filter((rule) => rule.code.startsWith(family))
      .map(
        (rule) =>
          `| [${rule.code}](${rule.code}.md) | ${rule.slug} | ${rule.severity} | ${scopeOf(rule)} | ${cell(rule.title)} |`,
      );
    return `## ${FAMILIES[family] ?? family}\n\n| code | name | severity | scope | what |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  const intro =
    "An `error` means that an index refuses the release, or that installing or running it fails; a `warning` works and is wrong; " +
    "an `info` is worth knowing. The scope `hygiene` is about how the project is kept, and no single release suffers from it: " +
    "`check` reports it as it is, `rehearse` and `release` one level lower. `shipwheel explain CODE` prints a page. [Codes of other tools](peers.md) leads from theirs to ours.\n";
  return `${HEADER}\n# Rules\n\n${RULES.length} rules, and ${STAGE_RULES.length + SETTINGS_RULES.length} findings of the other stages and of the settings. ${intro}\n${families.join("\n")}`;
}

/** What a finding of the stages and the settings is about is always the release at hand. */
function scopeOf(rule: Pick<Rule, "code"> & { readonly scope?: Scope }): Scope {
  return rule.scope ?? "release";
}

function reads(rule: Rule): string {
  const needs = rule.needs.map((alternative) => alternative.join(" + ")).join(", or ");
  const facts = [
    `Reads: ${needs}.`,
    ...(rule.pypiOnly ? ["Off for a private index."] : []),
    ...(rule.scope === "hygiene" ? ["Hygiene: `rehearse` and `release` report it one level lower."] : []),
    ...(rule.byDefault ? [] : [`Off by default: \`--extend-select ${rule.code}\`.`]),
    ...(rule.confidence === "likely" ? ["Inferred, not observed."] : []),
    ...(rule.fix === "safe" ? ["Can be repaired by `check --fix`."] : []),
    ...(rule.fix === "review" ? ["Can be repaired by `check --fix --unsafe-fixes`, to be looked at."] : []),
  ];
  return facts.join(" ");
}

/** The options of a rule as a table, from its schema. */
function optionsTable(rule: Pick<Rule, "code"> & Partial<Pick<Rule, "options">>): readonly string[] {
  const entries = Object.entries(
    (rule.options as { entries?: Record<string, SchemaNode> } | null)?.entries ?? {},
  );
  if (entries.length === 0) return [];
  const rows = entries.map(
    ([key, node]) => `| \`${key}\` | ${cell(descriptionOf(node))} | ${cell(defaultOf(node))} |`,
  );
  const head = `Options, in \`[tool.shipwheel.check.options.${rule.code}]\`:\n\n| key | what | default |\n| --- | --- | --- |`;
  return [`${head}\n${rows.join("\n")}`];
}

interface SchemaNode {
  readonly wrapped?: SchemaNode;
  readonly default?: unknown;
  readonly pipe?: readonly { readonly type?: string; readonly description?: string }[];
}

function descriptionOf(node: SchemaNode): string {
  const own = node.pipe?.find((part) => part.type === "description")?.description;
  return own ?? (node.wrapped === undefined ? "" : descriptionOf(node.wrapped));
}

function defaultOf(node: SchemaNode): string {
  return node.default === undefined ? "" : `\`${JSON.stringify(node.default)}\``;
}

function rulePage(
  rule: Pick<Rule, "code" | "slug" | "title" | "severity" | "docs"> & Partial<Pick<Rule, "options">>,
  input: string,
): string {
  const { docs } = rule;
  const peers =
    docs.peers.length === 0 ? "none that we know" : docs.peers.map((peer) => `\`${peer}\``).join(", ");
  const silence = explain(rule.code)?.silence ?? null;
  return [
    HEADER,
    `# ${rule.code}: ${rule.title}`,
    `\`${rule.slug}\`, ${rule.severity}. ${input}`,
    `${docs.what}\n`,
    `**Why.** ${docs.why}`,
    `**Help.** ${upper(docs.fix)}.`,
    ...(docs.bad === "" ? [] : [`Bad:\n\n${fenced(docs.bad)}`, `Good:\n\n${fenced(docs.good)}`]),
    ...optionsTable(rule),
    `**The same elsewhere:** ${peers}.`,
    silencing(silence),
  ]
    .map((part) => part.trimEnd())
    .join("\n\n")
    .concat("\n");
}

/** How a finding is silenced or waived, or that it cannot be. */
function silencing(silence: string | null): string {
  const observed = "A failure that a run observes cannot be ignored.";
  if (silence === null) return observed;
  const how = silence.startsWith("[[")
    ? `${observed} To let a release pass with it until a day, add a waiver and run the command with \`--allow-waived\`:`
    : "To silence it, in `pyproject.toml`:";
  return `${how}\n\n${fenced(silence, "toml")}`;
}

function fenced(text: string, language: string = "text"): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}

/** Writes docs/rules anew: pages of rules that are gone go, too. */
function main(): void {
  const directory = join(import.meta.dirname, "..", "docs", "rules");
  mkdirSync(directory, { recursive: true });
  const pages = rulePages();
  for (const name of readdirSync(directory)) if (!pages.has(name)) rmSync(join(directory, name));
  for (const [name, text] of pages) writeFileSync(join(directory, name), text);
}

if (import.meta.main) main();
