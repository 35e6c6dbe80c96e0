import type { SourceTree } from "../../../tree/source-tree.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import type { SetupFacts } from "./run-setup.ts";

/** What goes without a trace in the builds, or with one that nobody reads. */
export function remarkWhatGoes(
  { setupPy, setupCfg }: Pick<SourceTree, "setupPy" | "setupCfg">,
  { opened }: Pick<SetupFacts, "opened">,
  book: RemarkBook,
): void {
  const texts = [setupPy?.text ?? "", setupCfg?.text ?? ""];
  const isGiven = (keyword: string): boolean =>
    texts.some((text) => new RegExp(`\\b${keyword}\\b`).test(text));
  if (isGiven("tests_require"))
    book.note(
      "tests_require is removed because setuptools dropped its command: list the requirements in [dependency-groups] test",
    );
  if (isGiven("dependency_links")) {
    const reason = "pip ignores dependency_links since version 19, and pyproject.toml has no such field";
    book.note(`dependency_links are removed: ${reason}`);
    book.intend("wheel-file", "dist-info/dependency_links.txt", reason);
  }
  const lists = opened.filter((path) => /requirements[^/]*\.txt$/.test(path));
  if (lists.length > 0)
    book.note(
      `what ${lists.join(", ")} requires is written into pyproject.toml; the build no longer reads it there`,
    );
}
