import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitRepository, temporaryDirectory } from "../support/git.ts";
import { buildProject } from "./build-project.ts";
import { inTreeProject } from "./projects.ts";

test("a link out of the repository is refused before the backend starts: B007", async () => {
  using repository = gitRepository();
  using marks = temporaryDirectory("marks");
  const body = `open(${JSON.stringify(join(marks.path, "ran"))}, "w").close()`;
  repository.commit("first", { ...inTreeProject(body), "data.txt": { link: "/etc/passwd" } });
  await using build = await buildProject(repository.root);
  expect(build.outcome.findings).toMatchObject([{ rule: "B007", symptom: "build:link-leaves-tree" }]);
  expect(build.outcome).toMatchObject({ sdist: null, wheel: null });
  expect(existsSync(join(marks.path, "ran"))).toBe(false);
});
