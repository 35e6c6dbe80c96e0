import type { SourceTree } from "../../tree/source-tree.ts";
import type { PlainScript } from "./import-scan.ts";

/** Options of `python` and `uv run` that take the next word. */
const WITH_VALUE =
  /^(-X|-W|--with|--with-requirements|--with-editable|--python|-p|--extra|--group|--only-group|--index|--default-index|--index-url|--extra-index-url|--find-links|-f|--directory|--project|--env-file|--package|--refresh-package|--resolution|--config-file|--cache-dir)$/;

/** Finds `python path.py` and `uv run [options] path.py` in workflows and in the given commands. */
export async function plainScripts(
  tree: SourceTree,
  commands: readonly string[],
): Promise<readonly PlainScript[]> {
  const found: PlainScript[] = [];
  for (const command of commands) {
    const path = scriptOf(command);
    if (path !== null && tree.has(path)) found.push({ path, location: null });
  }
  for (const { path: file } of tree.files) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) continue;
    const text = (await tree.readText(file)) ?? "";
    for (const [position, line] of text.split("\n").entries()) {
      const path = scriptOf(line);
      if (path === null || !tree.has(path)) continue;
      const excerpt = line.replace(/\r$/, "");
      const column = excerpt.indexOf(path) + 1;
      found.push({
        path,
        location: { file, line: position + 1, column, endColumn: column + path.length, excerpt },
      });
    }
  }
  return found;
}

/** The script that a command line runs, or null when it runs something else (a module, code, pytest). */
export function scriptOf(line: string): string | null {
  const words = line
    .replace(/^\s*(-\s+)?(run:)?\s*/, "")
    .split(/\s+/)
    .map((word) => word.replaceAll(/^["']|["']$/g, ""));
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const isUv = word === "uv" && words[i + 1] === "run";
    if (!isUv && !/^(.*\/)?python[\d.]*(\.exe)?$/.test(word)) continue;
    const rest = words.slice(i + (isUv ? 2 : 1));
    const target = firstOperand(rest);
    // uv run python script.py: the interpreter comes next.
    if (target !== null && /^python[\d.]*$/.test(target)) continue;
    return target !== null && target.endsWith(".py") ? target.replace(/^\.\//, "") : null;
  }
  return null;
}

function firstOperand(words: readonly string[]): string | null {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "-m" || word === "-c" || word === "--module") return null;
    if (WITH_VALUE.test(word)) i++;
    else if (!word.startsWith("-") && word !== "") return word;
  }
  return null;
}
