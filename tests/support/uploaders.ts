import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoFile } from "./demo-files.ts";
import { findClient, findUv, runTool, type ToolRun } from "./python-tools.ts";

/** An uploader of other people's. */
export type UploaderName = "twine" | "uv" | "hatch" | "poetry" | "pdm";

/** Where and what to upload. */
export interface Upload {
  readonly home: string;
  readonly uploadUrl: string;
  readonly token: string;
  readonly files: readonly DemoFile[];
  readonly version: string;
  /** Ask the tool to leave out what the index has, in its own way, where it has one. */
  readonly skipExisting?: boolean;
}

/** Lets a real client upload files of `Demo-Pkg` that are built already. */
export function uploadWith(name: UploaderName, upload: Upload): Promise<ToolRun> {
  const { home, uploadUrl, token, files, version, skipExisting = false } = upload;
  const project = join(home, `project-${name}`);
  const dist = join(project, "dist");
  mkdirSync(dist, { recursive: true });
  const paths = files.map((file) => {
    writeFileSync(join(dist, file.fileName), file.bytes);
    return join(dist, file.fileName);
  });
  const simple = new URL("/simple/", uploadUrl).href;
  // Poetry and PDM upload for a project only.
  writeFileSync(
    join(project, "pyproject.toml"),
    `[project]\nname = "Demo-Pkg"\nversion = "${version}"\ndescription = ""\nrequires-python = ">=3.9"\n`,
  );
  const run = (
    argv: readonly string[],
    skip: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<ToolRun> => runTool([...argv, ...(skipExisting ? skip : [])], { home, cwd: project, env });
  switch (name) {
    case "twine":
      // twine leaves files out on PyPI and TestPyPI only.
      return run(
        [...findClient("twine"), "upload", "--non-interactive", "--repository-url", uploadUrl, ...paths],
        [],
        { TWINE_USERNAME: "__token__", TWINE_PASSWORD: token },
      );
    case "uv":
      return run([findUv(), "publish", "--publish-url", uploadUrl, ...paths], ["--check-url", simple], {
        UV_PUBLISH_TOKEN: token,
      });
    case "hatch":
      return run([...findClient("hatch"), "publish", "--no-prompt", ...paths], [], {
        HATCH_INDEX_REPO: uploadUrl,
        HATCH_INDEX_USER: "__token__",
        HATCH_INDEX_AUTH: token,
      });
    case "poetry":
      return run(
        [...findClient("poetry"), "publish", "--no-interaction", "--repository", "twin", "--dist-dir", dist],
        ["--skip-existing"],
        {
          POETRY_REPOSITORIES_TWIN_URL: uploadUrl,
          POETRY_HTTP_BASIC_TWIN_USERNAME: "__token__",
          POETRY_HTTP_BASIC_TWIN_PASSWORD: token,
          POETRY_KEYRING_ENABLED: "false",
          POETRY_VIRTUALENVS_CREATE: "false",
        },
      );
    case "pdm":
      return run([...findClient("pdm"), "publish", "--no-build", "--dest", dist], ["--skip-existing"], {
        PDM_PUBLISH_REPO: uploadUrl,
        PDM_PUBLISH_USERNAME: "__token__",
        PDM_PUBLISH_PASSWORD: token,
        PDM_CHECK_UPDATE: "false",
      });
  }
}

/** flit builds what it uploads: a module of its own. */
export function publishByFlit({
  home,
  uploadUrl,
  token,
}: Pick<Upload, "home" | "uploadUrl" | "token">): Promise<ToolRun> {
  const project = join(home, "project-flit");
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "flit_demo.py"), '"""Built and uploaded by flit."""\n\n__version__ = "1.0"\n');
  writeFileSync(
    join(project, "pyproject.toml"),
    '[build-system]\nrequires = ["flit_core >=3.11,<5"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "flit-demo"\ndynamic = ["version", "description"]\n',
  );
  return runTool([...findClient("flit"), "publish", "--no-use-vcs"], {
    home,
    cwd: project,
    env: { FLIT_INDEX_URL: uploadUrl, FLIT_USERNAME: "__token__", FLIT_PASSWORD: token },
  });
}
