import type { SourceTree } from "../../../tree/source-tree.ts";
import { noted, type ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import type { SetupFacts } from "./run-setup.ts";

/** The files whose text the long description is, one or several; a text of setup.py itself stays a text. */
export async function longDescription(
  tree: SourceTree,
  { description, contentType, opened, sdist }: SetupFacts,
  book: RemarkBook,
): Promise<ProjectModel["readme"]> {
  const wanted = unified(description ?? "");
  if (wanted === "") return null;
  const roots = tree.files
    .map(({ path }) => path)
    .filter((path) => /^[^/]+\.(?:md|rst|txt|markdown)$|^README$/i.test(path));
  const texts = new Map<string, string>();
  for (const path of new Set([...opened.filter((each) => !each.endsWith(".py")), ...roots])) {
    const text = tree.has(path) ? await tree.readText(path) : null;
    if (text !== null && text.trim() !== "") texts.set(path, unified(text));
  }
  const files = filesOf(wanted, texts);
  if (files !== null) {
    const [first = ""] = files;
    for (const path of files.filter((each) => !sdist.includes(each)))
      book.intend("sdist-file", path, "the build reads it for the description, so the sdist needs it");
    return noted({ files, contentType: contentType ?? typeOf(first) });
  }
  if (isLiteral(wanted, tree.setupPy?.text ?? ""))
    return noted({ files: [], text: wanted, contentType: contentType ?? "text/x-rst" });
  const read = opened.filter((path) => texts.has(path) && path !== "setup.cfg" && path !== "pyproject.toml");
  book.refuse(
    "description",
    `setup.py computes the long description${read.length === 0 ? "" : ` from ${read.join(" and ")}`}, which [project] cannot`,
    "write it into a file, for example README.md, and read it there",
  );
  return null;
}

function unified(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

/** One file, or the fewest whose texts follow each other, with blanks between them. */
function filesOf(wanted: string, texts: ReadonlyMap<string, string>): readonly string[] | null {
  for (const [path, text] of texts) if (text === wanted) return [path];
  const found: string[] = [];
  let rest = wanted;
  while (rest !== "") {
    const next = [...texts]
      .filter(([, text]) => rest.startsWith(text) && /^(?:\s|$)/.test(rest.slice(text.length)))
      .toSorted(([, a], [, b]) => b.length - a.length)[0];
    if (next === undefined) return null;
    found.push(next[0]);
    rest = rest.slice(next[1].length).trimStart();
  }
  return found;
}

/** Without a content type the readers of metadata take reStructuredText; setuptools has to be told where the name does not. */
function typeOf(path: string): string | null {
  if (/\.markdown$/i.test(path)) return "text/markdown";
  return /\.(?:md|rst|txt)$/i.test(path) ? null : "text/x-rst";
}

/** Whether every line stands in setup.py. */
function isLiteral(text: string, setupPy: string): boolean {
  return text
    .split("\n")
    .map((line) => line.trim())
    .every((line) => line === "" || setupPy.includes(line));
}
