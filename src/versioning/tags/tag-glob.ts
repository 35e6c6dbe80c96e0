import { splitCommand } from "../../text/split-command.ts";

/** Which tags `git describe` looks at. */
export interface DescribePatterns {
  /** Empty: all of them. */
  readonly match: readonly string[];
  readonly exclude: readonly string[];
}

/** The patterns of a configured `git describe` command. */
export function describePatterns(command: string | readonly string[]): DescribePatterns {
  const words = typeof command === "string" ? splitCommand(command) : command;
  const of = (option: string): readonly string[] =>
    words.flatMap((word, at) => {
      if (word === option) return words[at + 1] ?? [];
      return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : [];
    });
  return { match: of("--match"), exclude: of("--exclude") };
}

/** Whether patterns let a tag pass; made once for all tags of a repository. */
export function passer({ match, exclude }: DescribePatterns): (tag: string) => boolean {
  const [wanted, unwanted] = [match.map(globRegex), exclude.map(globRegex)];
  return (tag) =>
    (wanted.length === 0 || wanted.some((regex) => regex.test(tag))) &&
    !unwanted.some((regex) => regex.test(tag));
}

/** A pattern of git (`wildmatch`, where `*` takes slashes, too) as a regular expression. */
function globRegex(pattern: string): RegExp {
  const parts = pattern.match(/\\.|\[(?:\\.|[!^]?\]?[^\]])*\]|./gs) ?? [];
  const source = parts.map((part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length > 2 && part.startsWith("[")) {
      const [, not = "", inside = ""] = /^\[([!^]?)(.*)\]$/s.exec(part) ?? [];
      return `[${not === "" ? "" : "^"}${inside.replace(/[[\]^]/g, "\\$&")}]`;
    }
    return part.replace(/^\\(?=.)/, "").replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^(?:${source.join("")})$`, "s");
}
