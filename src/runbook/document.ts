import type { RunbookFacts } from "./facts.ts";
import { printableLine } from "../text/printable.ts";
import { SECTIONS } from "./sections.ts";

const BEGIN =
  "<!-- shipwheel runbook: written by `shipwheel runbook`; text outside these markers is yours -->";
const END = "<!-- end of shipwheel runbook -->";

/** The part between the markers, with them. */
export function runbookBlock(facts: RunbookFacts): string {
  const parts = SECTIONS.map((section) => section(inert(facts))).flatMap(({ title, lines }) => [
    `## ${title}`,
    "",
    ...lines,
    "",
  ]);
  const body = parts.join("\n").replaceAll(/\n{3,}/g, "\n\n");
  return `${BEGIN}\n\n${body.trimEnd()}\n\n${END}`;
}

/** The whole document: the part between the markers is replaced; a document without markers is adopted and keeps all its text. */
export function runbookDocument(facts: RunbookFacts, existing: string | null): string {
  const block = runbookBlock(facts);
  if (existing === null || existing.trim() === "") return `# Publishing ${facts.project}\n\n${block}\n`;
  const start = existing.indexOf(BEGIN);
  const end = existing.indexOf(END, start);
  if (start === -1 || end === -1) return `${existing.trimEnd()}\n\n${block}\n`;
  return `${existing.slice(0, start)}${block}${existing.slice(end + END.length)}`;
}

/** Facts that can neither end a line, a code span or a table's cell, nor begin a block of commands. */
function inert(facts: RunbookFacts): RunbookFacts {
  const clean = (_key: string, value: unknown): unknown =>
    typeof value === "string"
      ? printableLine(value).replaceAll("`", "'").replaceAll("|", "\\|").replaceAll("<!--", "<! --")
      : value;
  return JSON.parse(JSON.stringify(facts), clean) as RunbookFacts;
}

/** The commands of a document that `--run` executes: those of its `sh` blocks between the markers, in their order. */
export function runbookCommands(document: string): readonly string[] {
  const start = document.indexOf(BEGIN);
  const end = document.indexOf(END, start);
  if (start === -1 || end === -1) return [];
  return Array.from(
    document.slice(start, end).matchAll(/^```sh\n([\s\S]*?)^```/gm),
    ([, block = ""]) => block,
  )
    .flatMap((block) => block.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
