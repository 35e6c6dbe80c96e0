import type { SourceTree } from "../../tree/source-tree.ts";
import { readmeContentType } from "../../tree/pyproject-project.ts";

/** The files that the description of a project is made of. */
export interface ReadmeFiles {
  /** POSIX paths below the project. */
  readonly files: readonly string[];
  readonly contentType: string | null;
}

/** What setuptools takes a dynamic readme for that says nothing of its type. */
const SETUPTOOLS_DEFAULT = "text/x-rst";

/** The README's files: the one of `[project]`, Poetry's list, or those of setuptools' dynamic readme; empty without any. */
export function readmeFiles(tree: Pick<SourceTree, "project" | "pyproject">): ReadmeFiles {
  const { readme } = tree.project;
  const plain = (path: string): string => path.replace(/^\.\//, "");
  const at = (...path: readonly string[]): unknown => tree.pyproject?.get(path);
  if (readme?.file != null) {
    const poetry = textsOf(at("tool", "poetry", "readme"));
    const files = (poetry[0] === readme.file ? poetry : [readme.file]).map(plain);
    return { files, contentType: readme.contentType ?? readmeContentType(files[0] ?? "") };
  }
  const dynamic = ["tool", "setuptools", "dynamic", "readme"];
  const type = at(...dynamic, "content-type");
  return {
    files: textsOf(at(...dynamic, "file")).map(plain),
    contentType: typeof type === "string" ? type : SETUPTOOLS_DEFAULT,
  };
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((each) => typeof each === "string");
}
