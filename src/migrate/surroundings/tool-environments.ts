import { lineOf, type Rewritten } from "./command-files.ts";

/** tox installs what a section names, and nothing else: what its new commands run is added. */
export function withToxDependencies(before: string, after: string): string {
  const old = sectionsOf(before);
  return sectionsOf(after)
    .map((section, at) => {
      const needed = (["build", "twine"] as const).filter((tool) => {
        const runs = new RegExp(`python[\\d.]*\\}? -m ${tool}\\b`);
        return runs.test(section) && !runs.test(old[at] ?? "");
      });
      return needed.reduce(withDependency, section);
    })
    .join("");
}

function sectionsOf(text: string): readonly string[] {
  return text.split(/^(?=\[)/m);
}

function withDependency(section: string, tool: string): string {
  const line = /^deps[ \t]*=[ \t]*([^\n]*)\n((?:[ \t]+[^\n]*\n)*)/m.exec(section);
  if (line === null) return section.replace(/^(?=commands)/m, `deps = ${tool}\n`);
  const [all, first = "", more = ""] = line;
  if (new RegExp(`(?:^|\\s)${tool}\\s*(?:[<>=~!;#]|$)`, "m").test(`${first}\n${more}`)) return section;
  const indent = /^[ \t]+/.exec(more)?.[0] ?? "    ";
  const own = first.trim() === "" ? "" : `${indent}${first.trim()}\n`;
  const added = `deps =\n${own}${more}${more === "" || more.endsWith("\n") ? "" : "\n"}${indent}${tool}\n`;
  return section.slice(0, line.index) + added + section.slice(line.index + all.length);
}

const SESSION =
  /^([ \t]*)(\w+)\.run(?:_always)?\([ \t]*(["'])(poetry|flit|python3?)\3[ \t]*,[ \t]*(["'])(build|publish|setup\.py)\5([^)\n]*)\)/gm;

/** `session.run("poetry", "build")` of nox, in which a command is a list of words. */
export function rewriteNox(text: string, programs: ReadonlySet<string>): Rewritten {
  const left: Rewritten["left"][number][] = [];
  const after = text.replaceAll(
    SESSION,
    (
      all: string,
      indent: string,
      session: string,
      _q: string,
      program: string,
      _r: string,
      verb: string,
      rest: string,
      at: number,
    ) => {
      const isSetup = verb === "setup.py";
      if (isSetup !== program.startsWith("python") || !programs.has(isSetup ? verb : program)) return all;
      const words = Array.from(rest.matchAll(/["']([^"']*)["']/g), ([, word = ""]) => word);
      const option = optionOf(verb, words);
      if (option !== null && !/venv_backend\s*=\s*["']none|python\s*=\s*False/.test(text))
        return [
          `${indent}${session}.install("build")`,
          `${indent}${session}.run("python", "-m", "build"${option === "" ? "" : `, "${option}"`})`,
        ].join("\n");
      const line = lineOf(text, at + indent.length);
      const publishes = verb === "publish";
      const help = publishes
        ? `give it TWINE_USERNAME and TWINE_PASSWORD, and write ${session}.install("twine") and ${session}.run("twine", "upload", "dist/*")`
        : `write it in the words of build: ${session}.run("python", "-m", "build")`;
      left.push({ line, command: all.trim(), help, publishes });
      return all;
    },
  );
  return { text: after, left, asks: [], uploads: false };
}

/** The option of build for the same files; null: it is no plain build. */
function optionOf(verb: string, words: readonly string[]): string | null {
  if (verb === "publish") return null;
  const said = words.join(" ");
  if (verb === "setup.py")
    return said === "sdist"
      ? "--sdist"
      : said === "bdist_wheel"
        ? "--wheel"
        : said === "sdist bdist_wheel"
          ? ""
          : null;
  const format = /^(?:(?:-f|--format)[ =](wheel|sdist))?$/.exec(said);
  return format === null ? null : format[1] === undefined ? "" : `--${format[1]}`;
}
