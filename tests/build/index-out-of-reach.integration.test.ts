import { expect, test } from "vitest";
import { gitRepository } from "../support/git.ts";
import { buildProject } from "./build-project.ts";
import { SOUND_PROJECTS } from "./projects.ts";

test("an index that cannot be reached is a fault, not a defect of the project", async () => {
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS["setuptools"] ?? {});
  const main = { url: "http://127.0.0.1:9/simple/", username: null, password: null, source: "a test" };
  const rest = { extra: [], findLinks: [], certificate: null, trustedHosts: [], netrc: null };
  await expect(buildProject(repository.root, { indexes: { default: main, ...rest } })).rejects.toMatchObject({
    code: "build/index-unreachable",
    phase: "unavailable",
  });
});

test("what is not in the cache cannot be installed offline, and that is no defect either", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml":
      '[build-system]\nrequires = ["shipwheel-no-such-thing-at-all"]\nbuild-backend = "flit_core.buildapi"\n',
    "demo.py": "",
  });
  await expect(buildProject(repository.root, { offline: true })).rejects.toMatchObject({
    code: "build/offline",
    phase: "unavailable",
    remedy: "run the same command once without --offline",
  });
});
