import { FAMILIES, type Family } from "../../src/check/engine/families.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import type { Rule } from "../../src/check/engine/rule.ts";
import { SETTINGS_RULES } from "../../src/check/engine/settings-rules.ts";
import { explain } from "../../src/explain/explain.ts";
import { STAGE_RULES } from "../../src/explain/stage-rules.ts";
import { cell, GENERATED, prose, ruleLink } from "./generated.ts";

/** Where the pages lie: one a family, the list of all, and the codes of other tools. */
export const RULES_FOLDER = "docs/rules";
const INDEX_PAGE = `${RULES_FOLDER}/README.md`;
const PEERS_PAGE = `${RULES_FOLDER}/peers.md`;

/** A finding's author, and how it comes to what it says. */
interface Subject {
  readonly rule: Pick<Rule, "code" | "slug" | "title" | "severity" | "docs"> &
    Partial<Pick<Rule, "options" | "scope">>;
  readonly input: string;
}

/** Every page of docs/rules by its path. */
export function rulePages(): ReadonlyMap<string, string> {
  const subjects = [
    ...RULES.map((rule) => ({ rule, input: reads(rule) })),
    ...STAGE_RULES.map((rule) => ({ rule, input: "Observed during a run." })),
    ...SETTINGS_RULES.map((rule) => ({ rule, input: "Reported by the check itself." })),
  ].toSorted((a, b) => (a.rule.code < b.rule.code ? -1 : 1));
  const families = Map.groupBy(subjects, ({ rule }) => rule.code.charAt(0));
  return new Map([
    [INDEX_PAGE, indexPage(families)],
    [PEERS_PAGE, peerPage()],
    ...[...families].map(([letter, family]) => familyPage(letter, family)),
  ]);
}

function familyPage(letter: string, subjects: readonly Subject[]): readonly [path: string, text: string] {
  const { title, page } = familyOf(letter);
  const sections = subjects.map(({ rule, input }) => section(rule, input));
  return [
    `${RULES_FOLDER}/${page}.md`,
    `${GENERATED}\n\n# ${title}\n\n[All rules](README.md)\n\n${sections.join("\n")}`,
  ];
}

function familyOf(letter: string): Family {
  const family = FAMILIES[letter];
  if (family === undefined) throw new Error(`src/check/engine/families.ts has no family ${letter}`);
  return family;
}

/** What other tools say, and which rule says it here: by tool, in the order of their own codes. */
function peerPage(): string {
  const rows = [...RULES, ...STAGE_RULES].flatMap(({ code, slug, docs }) =>
    docs.peers.map((peer) => {
      const colon = peer.indexOf(":");
      const [tool, its] = colon === -1 ? [peer, ""] : [peer.slice(0, colon), peer.slice(colon + 1)];
      return { tool, its, ours: `${ruleLink(PEERS_PAGE, code)} ${slug}` };
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
  return `${GENERATED}\n\n# Codes of other tools\n\nWhat another tool reports, and the rule that reports it here. PyPI stands for the upload that it rejects.\n\n${sections.join("\n")}`;
}

function indexPage(families: ReadonlyMap<string, readonly Subject[]>): string {
  const tables = [...families].map(([letter, subjects]) => {
    const { title, page } = familyOf(letter);
    const rows = subjects.map(
      ({ rule: { code, slug, severity, title: what, scope = "release" } }) =>
        `| ${ruleLink(INDEX_PAGE, code)} | ${slug} | ${severity} | ${scope} | ${cell(prose(what))} |`,
    );
    return `## [${title}](${page}.md)\n\n| code | name | severity | scope | what |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  const intro =
    "An `error` means that an index rejects the release, or that installing or running it fails; a `warning` works and is wrong; " +
    "an `info` is worth knowing. The scope `hygiene` is about how the project is kept, and no single release suffers from it: " +
    "`check` reports it as it is, `rehearse` and `release` one level lower. `shipwheel explain CODE` prints what the page says of a code. [Codes of other tools](peers.md) leads from theirs to ours.\n";
  return `${GENERATED}\n\n# Rules\n\n${RULES.length} rules, and ${STAGE_RULES.length + SETTINGS_RULES.length} findings of the other stages and of the settings. ${intro}\n${tables.join("\n")}`;
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

/** The heading is the bare code: that is the anchor which links name. */
function section(rule: Subject["rule"], input: string): string {
  const { code, slug, title, severity, docs } = rule;
  const peers = docs.peers.length === 0 ? "none known" : docs.peers.map((peer) => `\`${peer}\``).join(", ");
  return [
    `## ${code}`,
    `**${prose(title)}** (\`${slug}\`, ${severity}). ${input}`,
    prose(docs.what),
    `**Why.** ${prose(docs.why)}`,
    `**Help.** ${prose(upper(docs.fix))}.`,
    ...(docs.bad === "" ? [] : [`Bad:\n\n${fenced(docs.bad)}`, `Good:\n\n${fenced(docs.good)}`]),
    ...optionsTable(rule),
    `**Similar checks:** ${peers}.`,
    silencing(explain(code)?.silence ?? null),
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
    ? `${observed} To accept it in a release until a date, add a waiver and run the command with \`--allow-waived\`:`
    : "To ignore it, add to `pyproject.toml`:";
  return `${how}\n\n${fenced(silence, "toml")}`;
}

function fenced(text: string, language: string = "text"): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}
