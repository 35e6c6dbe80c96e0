import type { SourceTree } from "../../../../tree/source-tree.ts";
import { environmentOf, type Publishing } from "../../../../tree/workflows/publishing.ts";

/** A trusted publisher as it has to be registered for a fixed workflow. */
export interface FixedPublisher {
  readonly index: "PyPI" | "TestPyPI";
  /** Null where the project does not state its name. */
  readonly project: string | null;
  readonly workflow: string;
  readonly environment: string;
}

/** What the index has to know of a job that publishes by its identity. */
export function publisherOf({ index, job, workflow }: Publishing, project: string | null): FixedPublisher {
  const title = index === "testpypi" ? "TestPyPI" : "PyPI";
  return {
    index: title,
    project,
    workflow: workflow.file.path.split("/").at(-1) ?? "",
    environment: environmentOf(job) ?? title.toLowerCase(),
  };
}

/** The name that a project states in pyproject.toml. */
export function projectOf({ tree }: { readonly tree?: SourceTree | undefined }): string | null {
  const name = tree?.pyproject?.get(["project", "name"]);
  return typeof name === "string" ? name : null;
}

/** The secrets that hold an upload's token. */
export function secretsOf({ workflow: { file }, step, credential }: Publishing): readonly string[] {
  const { start, end } = credential ?? step.node;
  const names = file.text.slice(start, end).matchAll(/\bsecrets\.(\w+)/g);
  return [...new Set(Array.from(names, ([, name = ""]) => name))];
}
