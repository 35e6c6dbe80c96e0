import { lineEnding } from "../../tree/edit/text-lines.ts";
import { applyChanges, type TextChange } from "../../text/file-edit.ts";
import { lineOf, type LeftCommand, type Release, type Rewritten } from "./command-files.ts";
import { hasOldVariables } from "./credentials.ts";
import { releaseOfWords } from "./poetry-commands.ts";

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
  /^([ \t]*)(\w+)\.run(?:_always)?\(\s*(["'])(poetry|flit|python3?)\3\s*,\s*(["'])(build|publish|setup\.py)\5((?:"[^"\n]*"|'[^'\n]*'|[^()"'])*)\)/gm;

/** What `run` of nox is told besides the words of the command, and what matters no longer. */
const FLAGS = /\b(?:external|silent)\s*=\s*(?:True|False)/g;
const WORD = /"([^"\n]*)"|'([^'\n]*)'/g;

/** `session.run("poetry", "build")` of nox, in which a command is a list of words. */
export function rewriteNox(text: string, programs: ReadonlySet<string>): Rewritten {
  const changes: TextChange[] = [];
  const left: LeftCommand[] = [];
  const asks: number[] = [];
  let uploads = false;
  const hasEnvironments = !/venv_backend\s*=\s*["']none|python\s*=\s*False/.test(text);
  for (const found of text.matchAll(SESSION)) {
    const [all, indent = "", session = "", , program = "", , verb = "", rest = ""] = found;
    const isSetup = verb === "setup.py";
    if (isSetup !== program.startsWith("python") || !programs.has(isSetup ? verb : program)) continue;
    const words = Array.from(rest.matchAll(WORD), ([, double, single]) => double ?? single ?? "");
    const isLiteral = /^[\s,]*$/.test(rest.replaceAll(WORD, "").replaceAll(FLAGS, ""));
    const publishes = verb === "publish";
    const line = lineOf(text, found.index + indent.length);
    const release = isSetup ? setupRelease(words) : releaseOfWords(text, program, publishes, words);
    if (!isLiteral || !hasEnvironments || typeof release === "string") {
      const help = publishes
        ? `pass TWINE_USERNAME and TWINE_PASSWORD to it, and write ${session}.install("twine") and ${session}.run("twine", "upload", "dist/*")`
        : `use the build command: ${session}.run("python", "-m", "build")`;
      left.push({ line, command: all.trim().replaceAll(/\s+/g, " "), help, publishes });
      continue;
    }
    const tools = [
      ...(release.build === null ? [] : ["build"]),
      ...(release.upload === null ? [] : ["twine"]),
    ];
    const call = (name: string, args: readonly string[]): string =>
      `${indent}${session}.${name}(${args.map((each) => JSON.stringify(each)).join(", ")})`;
    const lines = [
      call("install", tools),
      ...(release.build === null ? [] : [call("run", ["python", "-m", "build", ...release.build])]),
      ...(release.upload === null
        ? []
        : [call("run", ["python", "-m", "twine", "upload", ...release.upload, release.files])]),
    ];
    if (release.upload !== null) {
      uploads = true;
      if (!hasOldVariables(text)) asks.push(line);
    }
    changes.push({ start: found.index, end: found.index + all.length, text: lines.join(lineEnding(text)) });
  }
  return { text: applyChanges(text, changes), left, asks, uploads };
}

/** What `setup.py` is told to build, in the options of build; a text: it is no plain build. */
function setupRelease(words: readonly string[]): Release | string {
  const said = words.join(" ");
  const option = { sdist: ["--sdist"], bdist_wheel: ["--wheel"], "sdist bdist_wheel": [] }[said];
  return option === undefined ? said : { build: option, upload: null, files: "dist/*" };
}
