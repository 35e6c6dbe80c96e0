import type { Command } from "commander";
import { choicesOf } from "./layout.ts";
import type { Candidate, ProjectValues } from "./project-values.ts";

/** Options and commands that take the code of a rule. */
const TAKE_RULES: ReadonlySet<string> = new Set(["--select", "--extend-select", "--ignore"]);

/** Options that take the name of an index, with the words of other tools. */
const TAKE_INDEXES: ReadonlySet<string> = new Set(["--index", "--promote-from", "--repository", "-r"]);

const TAKE_PACKAGES: ReadonlySet<string> = new Set(["-C", "--directory"]);

/** Candidates for the last of the words, `value TAB description` a line; none: files are right. */
export async function complete(
  program: Command,
  given: readonly string[],
  project: ProjectValues,
): Promise<readonly string[]> {
  const { words, lead } = apart(given);
  const typed = words.slice(0, -1);
  const last = words.at(-1) ?? "";
  const before = typed.at(-1) ?? "";
  let level = program;
  for (const word of typed) level = level.commands.find((each) => each.name() === word) ?? level;
  const found = await candidates();
  return found.map(([value, what]) => `${lead}${value}\t${what}`);

  async function candidates(): Promise<readonly Candidate[]> {
    const values = await valuesOf(before);
    if (values !== null) return inList(values, last);
    if (level.name() === "explain" && !last.startsWith("-")) return inList(await rules(), last);
    if (last.startsWith("-")) return matching(options(), last);
    const commands = level.commands.map((each): Candidate => [
      each.name(),
      each.summary() || each.description(),
    ]);
    const takesPath = level.registeredArguments.some((each) => each.name() === "path");
    return matching([...commands, ...(takesPath ? await project.packages().catch(() => []) : [])], last);
  }

  function options(): readonly Candidate[] {
    const all = [...level.options, ...program.options]
      .filter(({ hidden, long }) => !hidden && typeof long === "string")
      .map(({ long, description }): Candidate => [long ?? "", description]);
    return [...new Map(all)];
  }

  /** The values of the option that was typed before; null where it takes none that is known. */
  async function valuesOf(flag: string): Promise<readonly Candidate[] | null> {
    if (TAKE_RULES.has(flag)) return rules();
    if (TAKE_INDEXES.has(flag)) return project.indexes().catch(() => []);
    if (TAKE_PACKAGES.has(flag)) return project.packages().catch(() => []);
    const option = [...level.options, ...program.options].find(
      ({ long, short }) => long === flag || short === flag,
    );
    const choices = option === undefined ? undefined : choicesOf(option);
    return choices?.map((choice): Candidate => [choice, ""]) ?? null;
  }
}

/** `--select=K0` as two words; bash splits it into three by itself, the other shells want the whole back. */
function apart(words: readonly string[]): { readonly words: readonly string[]; readonly lead: string } {
  const last = words.at(-1) ?? "";
  const joined = /^(--[\w-]+)=(.*)$/.exec(last);
  if (joined !== null) {
    const [, flag = "", value = ""] = joined;
    return { words: [...words.slice(0, -1), flag, value], lead: `${flag}=` };
  }
  // An empty word as PowerShell has to be given it: Windows PowerShell passes it as nothing, version 7 as two quotes.
  if (last === '""') return { words: [...words.slice(0, -1), ""], lead: "" };
  if (last === "=") return { words: [...words.slice(0, -1), ""], lead: "" };
  if (words.at(-2) === "=") return { words: [...words.slice(0, -2), last], lead: "" };
  return { words, lead: "" };
}

function matching(all: readonly Candidate[], start: string): readonly Candidate[] {
  return all.filter(([value]) => value.startsWith(start));
}

/** Those that begin as what is behind the last comma; what is before it stays. Case counts for nobody. */
function inList(all: readonly Candidate[], typed: string): readonly Candidate[] {
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const start = typed.slice(before.length).toLowerCase();
  return all
    .filter(([value]) => value.toLowerCase().startsWith(start))
    .map(([value, what]) => [`${before}${value}`, what]);
}

async function rules(): Promise<readonly Candidate[]> {
  const { explainAll } = await import("../../explain/explain.ts");
  return explainAll().map(({ code, title }): Candidate => [code, title]);
}
