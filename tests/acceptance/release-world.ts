import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import {
  startGitHubServer,
  type Disturbance,
  type GitHubServer,
} from "../../src/forge/server/github-server.ts";
import type { IndexSettings } from "../../src/index-server/settings.ts";
import { gitRepository, temporaryDirectory, type FileSet, type GitRepository } from "../support/git.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { run, start, type Ended, type Running } from "./cli.ts";

const FORGE_TOKEN = "ghs_0123456789abcdefghij";

/** Everything that a release meets: a repository with a remote, an index, a forge, a state directory. */
export interface ReleaseWorld extends AsyncDisposable {
  readonly repository: GitRepository;
  /** A bare repository. */
  readonly remote: string;
  readonly index: TestIndex;
  readonly forge: GitHubServer;
  /** Troubles of the forge, one for each of its next requests. */
  readonly trouble: (Disturbance | null)[];
  /** Is told of every request to the forge, as `POST /path`, before it is answered. */
  readonly watch: { request: (line: string) => void };
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of `release` for this world, and more. */
  readonly args: (...more: readonly string[]) => readonly string[];
  release(...more: readonly string[]): Promise<Ended>;
  status(): Promise<Ended>;
  startRelease(...more: readonly string[]): Running;
  /** File names that the index's page of a project shows. */
  shown(project: string): Promise<readonly string[]>;
}

/** Makes the world around a project's files. `project` is its name on the index; `variables` the user's own. */
export async function releaseWorld(
  files: FileSet,
  project: string,
  variables: Readonly<Record<string, string>> = {},
  settings: Partial<IndexSettings> = {},
): Promise<ReleaseWorld> {
  const scratch = temporaryDirectory("release-world");
  const repository = gitRepository();
  const remote = join(scratch.path, "remote.git");
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
  repository.commit("all", files);
  repository.git("remote", "add", "origin", remote);
  repository.git("config", "user.name", "Demo");
  repository.git("config", "user.email", "demo@example.test");
  const index = await testIndex({ publishers: [publisherOf(project, { pending: true })], settings });
  const node = nodePorts({});
  const trouble: (Disturbance | null)[] = [];
  const watch: ReleaseWorld["watch"] = { request: () => undefined };
  const forge = await startGitHubServer(
    {
      repository: "demo/demo",
      token: FORGE_TOKEN,
      disturb({ method, path }) {
        watch.request(`${method} ${path}`);
        return trouble.shift() ?? null;
      },
    },
    node.ports,
  );
  const state = join(scratch.path, "state");
  mkdirSync(state);
  const { oidc } = index.index;
  const env = {
    SHIPWHEEL_STATE_DIR: state,
    GITHUB_TOKEN: FORGE_TOKEN,
    GITHUB_API_URL: forge.api,
    ACTIONS_ID_TOKEN_REQUEST_URL: oidc.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.requestToken,
    GIT_CONFIG_GLOBAL: "/dev/null",
    ...variables,
  };
  const args = (...more: readonly string[]): readonly string[] => [
    "release",
    repository.root,
    "--index",
    index.index.uploadUrl,
    "--auth",
    "trusted",
    "--installer",
    "uv",
    "--json",
    ...more,
  ];
  return {
    repository,
    remote,
    index,
    forge,
    trouble,
    watch,
    state,
    env,
    args,
    release: (...more) => run(args(...more), { env }),
    status: () => run(["status", repository.root, "--index", index.index.uploadUrl, "--json"], { env }),
    startRelease: (...more) => start(args(...more), { env }),
    async shown(name) {
      const page = await index.get(`/simple/${name}/`, { accept: "application/vnd.pypi.simple.v1+json" });
      if (page.status === 404) return [];
      const { files: listed } = JSON.parse(page.text) as { files: { filename: string }[] };
      return listed.map((file) => file.filename).sort();
    },
    async [Symbol.asyncDispose]() {
      await index[Symbol.asyncDispose]();
      await forge[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
      repository[Symbol.dispose]();
      scratch[Symbol.dispose]();
    },
  };
}

/** Its declaration. */
export const DEMO_PYPROJECT: string = `[build-system]
requires = ["flit_core>=3.11,<4"]
build-backend = "flit_core.buildapi"

[project]
name = "demo-pkg"
version = "1.2.3"
description = "Shows how a whole release is made"
requires-python = ">=3.9"
readme = "README.md"
license = "MIT"
license-files = ["LICENSE"]
authors = [{ name = "Demo" }]
urls = { Source = "https://code.example.test/demo/demo" }
scripts = { demo = "demo_pkg:main" }

[tool.shipwheel.release]
repository = "https://github.example.test/demo/demo"
`;

/** A small sound project of flit: nothing has to be fetched but its backend. */
export const DEMO_PROJECT: FileSet = {
  "pyproject.toml": DEMO_PYPROJECT,
  "README.md": "# Demo\n\nA demo of a release.\n",
  LICENSE: "MIT License\n\nPermission is hereby granted.\n",
  "demo_pkg/__init__.py": '"""A demo."""\n\n\ndef main() -> None:\n    print("demo")\n',
};
