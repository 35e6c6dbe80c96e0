import { readmeContentType } from "../../../tree/pyproject-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { noted, type ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import type { SetupFacts } from "./run-setup.ts";

/** The file whose text the long description is. */
export async function readmeOf(
  tree: SourceTree,
  { description, contentType }: SetupFacts,
  book: RemarkBook,
): Promise<ProjectModel["readme"]> {
  if (description === null || description.trim() === "") return null;
  const candidates = tree.files
    .map(({ path }) => path)
    .filter((path) => /^[^/]+\.(?:md|rst|txt|markdown)$|^README$/i.test(path));
  for (const path of candidates) {
    const text = await tree.readText(path);
    if (text?.replaceAll("\r\n", "\n").trim() === description.replaceAll("\r\n", "\n").trim())
      return noted({ files: [path], contentType });
  }
  const joined = await joinedFiles(tree, candidates, description);
  if (joined !== null)
    return noted({ files: joined, contentType: contentType ?? readmeContentType(joined[0]) });
  book.refuse(
    "description",
    "setup.py computes the long description, which [project] cannot",
    "write it into a file, for example README.md, and read it there",
  );
  return null;
}

/** Two files that one text is made of, with nothing but blank lines between them. */
async function joinedFiles(
  tree: SourceTree,
  candidates: readonly string[],
  description: string,
): Promise<readonly [string, string] | null> {
  const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  const whole = plain(description);
  const texts = await Promise.all(
    candidates.map(async (path) => ({ path, text: plain((await tree.readText(path)) ?? "") })),
  );
  const parts = texts.filter(({ text }) => text !== "" && whole.includes(text));
  for (const first of parts)
    for (const second of parts) {
      const isJoined = whole.startsWith(first.text) && whole.slice(first.text.length).trim() === second.text;
      if (isJoined) return [first.path, second.path];
    }
  return null;
}
