import type { Command } from "commander";

/** Options and commands that take the code of a rule. */
const TAKE_RULES: ReadonlySet<string> = new Set(["--select", "--extend-select", "--ignore"]);

/** Candidates for the last of the words, `value TAB description` a line; none: files are right. */
export async function complete(program: Command, words: readonly string[]): Promise<readonly string[]> {
  const typed = words.slice(0, -1);
  const last = words.at(-1) ?? "";
  let level = program;
  for (const word of typed) level = level.commands.find((each) => each.name() === word) ?? level;
  if (TAKE_RULES.has(typed.at(-1) ?? "") || (level.name() === "explain" && !last.startsWith("-"))) {
    return rules(last);
  }
  const options = [...new Set([...level.options, ...program.options])]
    .filter(({ hidden, long }) => !hidden && typeof long === "string")
    .map(({ long, description }) => [long ?? "", description] as const);
  const commands = level.commands.map((each) => [each.name(), each.summary() || each.description()] as const);
  const found = last.startsWith("-") ? new Map(options) : new Map(commands);
  return [...found].filter(([value]) => value.startsWith(last)).map((pair) => pair.join("\t"));
}

/** Codes of rules; what stands before the last comma stays. */
async function rules(last: string): Promise<readonly string[]> {
  const { explainAll } = await import("../../explain/explain.ts");
  const before = last.slice(0, last.lastIndexOf(",") + 1);
  const word = last.slice(before.length).toUpperCase();
  return explainAll()
    .filter(({ code }) => code.startsWith(word))
    .map(({ code, title }) => `${before}${code}\t${title}`);
}
