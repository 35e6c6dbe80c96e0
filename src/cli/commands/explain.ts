import { document } from "../documents.ts";
import type { Explanation } from "../../check/engine/rule-pages.ts";
import type { ExplainedMessage } from "../../explain/explain-message.ts";
import type { ExplainedPaste, FoundCause } from "../../explain/explain-pasted.ts";
import { terminal } from "../../adapters/terminal.ts";
import { fault } from "../../findings/fault.ts";
import type { Style } from "../render/style.ts";
import { FAMILIES } from "../../check/engine/families.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";

/** `shipwheel explain CODE|MESSAGE`: what, why, how to fix, how to silence, which other tools have it. */
export const explainCommand: CommandDefinition = defineCommand({
  name: "explain",
  summary: "explain a rule, or an error message of an index or tool",
  group: "Check and build",
  examples: [
    { run: "shipwheel explain P001", what: "show what it means, and how to fix or ignore it" },
    { run: 'shipwheel explain "File already exists"', what: "explain a message of twine or uv" },
  ],
  description:
    "Explains a rule by its code (P001) or name (direct-url-dependency), or a message or whole log of PyPI, pip, uv, twine, a build, a shell, Python, GitHub or GitLab, also from a pipe (`twine upload dist/* 2>&1 | shipwheel explain`). Without an argument, lists every rule.",
  arguments: [{ name: "[what...]", description: "code or name of a rule, or a pasted message or log" }],
  options: {},
  async run({ session, args }) {
    const { style } = session;
    const said = args.join(" ").trim();
    const isHandedOver = said === "-" || (said === "" && terminal.isPiped);
    const asked = isHandedOver ? (await terminal.readStdin()).trim() : said;
    if (asked === "" && said === "-") throw fault("usage/no-known-message");
    const { explain, explainAll, ruleCodes } = await import("../../explain/explain.ts");
    if (asked === "") return listOutcome(explainAll(), style);
    const found = explain(asked);
    if (found !== null) return ruleOutcome(found, style);
    const { explainPasted } = await import("../../explain/explain-pasted.ts");
    const paste = explainPasted(asked);
    if (paste !== null) return pasteOutcome(paste, style);
    // The name of a rule is one word.
    if (/\s/.test(asked)) throw fault("usage/no-known-message");
    const { nearest } = await import("../../text/nearest.ts");
    const near = nearest(asked.toUpperCase(), ruleCodes());
    throw fault("usage/no-such-rule", {
      rule: asked,
      hint: near === null ? "" : `; the nearest is ${near}`,
    });
  },
});

function listOutcome(rules: readonly Explanation[], style: Style): Outcome {
  const families = Map.groupBy(rules, ({ code }) => code.slice(0, 1));
  const lines = [...families].flatMap(([letter, family]) => {
    const rows = family.map(({ code, slug, severity, title }) => [code, severity, slug, title]);
    const table = renderTable(["code", "severity", "name", "what"], rows, style);
    return [`${letter}: ${FAMILIES[letter]?.title ?? "rules"}`, ...table, ""];
  });
  return {
    exitCode: 0,
    json: document("rules", {
      families: Object.fromEntries(
        [...families.keys()].map((letter) => [letter, FAMILIES[letter]?.title ?? "rules"]),
      ),
      rules: rules.map(({ code, slug, severity, title }) => ({ code, slug, severity, title })),
    }),
    text: lines.join("\n").trimEnd(),
  };
}

/** The index's own answer is explained first: everything else in the text comes from it. */
function pasteOutcome({ answer, causes }: ExplainedPaste, style: Style): Outcome {
  const [first, ...others] = causes;
  const lines = [
    ...(answer === null ? [] : answerLines(answer, style)),
    ...(answer !== null || first === undefined ? [] : causeLines(first, style)),
    ...(answer === null ? others : causes).flatMap((each) => [
      "",
      `${style.faint("also:")} ${each.what}`,
      `    fix: ${each.fix}`,
    ]),
  ];
  return { exitCode: 0, json: document("message", { ...answer, causes }), text: lines.join("\n") };
}

function causeLines({ what, fix, rules }: FoundCause, style: Style): readonly string[] {
  return [
    `${style.strong("what:")} ${what}`,
    `${style.strong("fix:")}  ${fix}`,
    ...(rules.length === 0 ? [] : ["", style.strong("rules that detect it before a release:")]),
    ...rules.map(({ code, slug, title }) => `    ${code} ${slug}: ${title}`),
  ];
}

function answerLines({ message, what, rules }: ExplainedMessage, style: Style): readonly string[] {
  return [
    `${style.strong("the index said:")} ${message}`,
    ...(what === null ? [] : ["", what]),
    ...(rules.length === 0 ? [] : ["", style.strong("rules that detect it before an upload:")]),
    ...rules.flatMap(({ code, slug, docs }) => [
      `    ${code} ${slug}: ${docs.what}`,
      `        fix: ${docs.fix}`,
    ]),
    ...(rules.length === 0 ? [] : ["", "find the place: shipwheel check . dist/*"]),
  ];
}

function ruleOutcome(found: Explanation, style: Style): Outcome {
  const { docs } = found;
  const lines = [
    `${style.strong(found.code)} ${found.slug} (${found.severity})`,
    found.title,
    "",
    `${style.strong("what:")} ${docs.what}`,
    `${style.strong("why:")}  ${docs.why}`,
    `${style.strong("fix:")}  ${docs.fix}`,
    ...example("bad", docs.bad, style),
    ...example("good", docs.good, style),
    ...(docs.peers.length === 0 ? [] : ["", `${style.strong("also known as:")} ${docs.peers.join(", ")}`]),
    "",
    ...(found.silence === null
      ? ["A failure that a run observes cannot be ignored."]
      : [
          style.strong(
            found.silence.startsWith("[[")
              ? "to accept it until a date, with --allow-waived:"
              : "to silence it, with a reason:",
          ),
          ...found.silence.split("\n").map((line) => `    ${line}`),
        ]),
    "",
    `${style.strong("page:")} ${found.page}`,
  ];
  return { exitCode: 0, json: document("rule", found), text: lines.join("\n") };
}

function example(title: string, text: string, style: Style): readonly string[] {
  if (text === "") return [];
  const lines = text.trimEnd().split("\n");
  return ["", style.strong(`${title}:`), ...lines.map((line) => `    ${line}`)];
}
