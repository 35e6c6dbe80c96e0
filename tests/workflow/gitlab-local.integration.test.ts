import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { toolPath } from "../../scripts/workflow-tools.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { generateWorkflows } from "../../src/workflow/generate/read-facts.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT } from "../acceptance/release-world.ts";
import { gitRepository, temporaryDirectory } from "../support/git.ts";
import { REPOSITORY } from "../support/repository.ts";
import { missingTools } from "./tools.ts";

const execute = promisify(execFile);
const missing = missingTools("gitlab-ci-local", "rsync");
const SETTINGS = '\n[tool.shipwheel]\ninstallers = ["uv"]\n\n[tool.shipwheel.workflow]\npython = ["3.11"]\n';
const OWN_JOBS = "plan|build|verify|verified";

/** A repository with its pipeline, and `npx`, which runs shipwheel for the jobs that need no index and notes the others. */
async function pipelineWorld(): Promise<{
  readonly root: string;
  readonly bin: string;
  readonly notes: string;
}> {
  const scratch = temporaryDirectory();
  const repository = gitRepository("demo");
  repository.write({ ...DEMO_PROJECT, "pyproject.toml": `${DEMO_PYPROJECT}${SETTINGS}` });
  await using node = nodePorts({});
  const request = { directory: repository.root, shipwheel: "1.2.3", host: "gitlab" } as const;
  const { files } = await generateWorkflows(request, node.ports);
  repository.write(Object.fromEntries(files.map(({ path, after }) => [path, after])));
  repository.commit("pipeline");
  repository.tag("v1.2.3", "demo-pkg 1.2.3");
  const [bin, notes] = [join(scratch.path, "bin"), join(scratch.path, "notes")];
  mkdirSync(bin);
  const npx = `#!/bin/sh
shift 2 # --yes shipwheel@1.2.3
case "$3" in
  ${OWN_JOBS}) exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(REPOSITORY, "src", "cli", "main.ts"))} "$@" --offline ;;
  *) echo "$3 \${SHIPWHEEL_INDEX:--} \${PYPI_ID_TOKEN:--} $(ls release/dist | wc -l)" >> ${JSON.stringify(notes)} ;;
esac
`;
  writeFileSync(join(bin, "npx"), npx);
  chmodSync(join(bin, "npx"), 0o755);
  writeFileSync(notes, "");
  return { root: repository.root, bin, notes };
}

async function runPipeline(
  { root, bin, notes }: Awaited<ReturnType<typeof pipelineWorld>>,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly said: string; readonly notes: readonly string[] }> {
  writeFileSync(notes, "");
  rmSync(join(root, ".gitlab-ci-local"), { recursive: true, force: true });
  const args = [
    "--cwd",
    ".",
    "--shell-isolation",
    "--force-shell-executor",
    ...Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]),
  ];
  const path = [bin, join(toolPath("rsync"), ".."), process.env["PATH"]].join(":");
  const env = { ...process.env, PATH: path, SHIPWHEEL_STATE_DIR: join(bin, "..", "state") };
  const program = toolPath("gitlab-ci-local");
  const done = await execute(process.execPath, [program, ...args], {
    cwd: root,
    env,
    maxBuffer: 2 ** 26,
  }).then(
    ({ stdout, stderr }) => ({ status: 0, said: stdout + stderr }),
    (error: unknown) => {
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
      return { status: 1, said: stdout + stderr };
    },
  );
  const noted = readFileSync(notes, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return { ...done, notes: noted };
}

describe.skipIf(missing !== "")(`the pipeline of GitLab runs${missing}`, () => {
  test("a tag goes from plan to verified with real bytes, and each later job gets them, its index and its token", async () => {
    const world = await pipelineWorld();
    const token = { PYPI_ID_TOKEN: "an-identity" };
    const tag = await runPipeline(world, { CI_COMMIT_TAG: "v1.2.3", CI_PIPELINE_SOURCE: "push", ...token });
    expect(tag.status, tag.said).toBe(0);
    expect(tag.said).toContain("verified: linux-3.11");
    expect(tag.notes).toEqual([
      "publish testpypi an-identity 2",
      "installed testpypi an-identity 2",
      "draft - an-identity 2",
      "publish pypi an-identity 2",
      "installed pypi an-identity 2",
      "announce - an-identity 2",
    ]);
  });

  test.skipIf(process.env["SHIPWHEEL_ACT"] !== "all")(
    "a merge request ends with verified (npm run act)",
    async () => {
      const world = await pipelineWorld();
      const merge = await runPipeline(world, {
        CI_PIPELINE_SOURCE: "merge_request_event",
        CI_COMMIT_BRANCH: "",
      });
      expect(merge.status, merge.said).toBe(0);
      expect(merge.notes).toEqual([]);
      expect(merge.said).toContain("verified: linux-3.11");
    },
  );
});
