import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { startGitHubServer } from "../../src/forge/server/github-server.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { startIndexSigstore } from "../support/index-sigstore.ts";
import { testIndex } from "../support/index.ts";
import { document, run } from "./cli.ts";
import { scratch } from "./rehearsal.ts";

const FORGE_TOKEN = "ghs_0123456789abcdefghij";
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

/** The state of each example that can be released, and its name on the index. */
// Of five the default run releases two; all of them: `npm run examples`.
const released = process.env["SHIPWHEEL_EXAMPLES"] === "all" ? stories : stories.slice(0, 2);
const RELEASABLE = released.map((story, place) => ({
  example: story.name,
  state: "repaired",
  // Both installers are tried on all of them by the rehearsals of the examples.
  installers: place === 0 ? [] : ["--installer", "uv"],
}));

/** The example's own publishers are of its own repository, and this release goes out as another one. */
function forgetPublishers(project: string): void {
  const path = join(project, "pyproject.toml");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/^\[tool\.shipwheel\.publish\.publishers\]\n(?:(?!\[[a-z]).*\n)*/m, ""));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", project, ...args], { encoding: "utf8" });
  const tags = git("tag", "--points-at", "HEAD").split("\n").filter(Boolean);
  git("commit", "--quiet", "--all", "--amend", "--no-edit");
  for (const tag of tags) git("tag", "--force", tag);
}

test.each(RELEASABLE)(
  "$example is released: attested, on the index, announced, sealed, and verified offline",
  async ({ example, state, installers }) => {
    using directory = scratch();
    const project = join(directory.path, "project");
    makeExample(example, state, project);
    execFileSync("git", ["-C", project, "remote", "set-url", "origin", "https://github.com/demo/demo.git"]);
    execFileSync("git", ["-C", project, "config", "user.name", "Demo"]);
    execFileSync("git", ["-C", project, "config", "user.email", "demo@users.noreply.github.com"]);
    forgetPublishers(project);
    const name = projectName(project);

    await using it = await testIndex({ publishers: [publisherOf(name, { pending: true })] });
    const { index } = it;
    await using node = nodePorts({});
    await using sigstore = await startIndexSigstore(index, directory.path, node.ports);
    await using forge = await startGitHubServer({ repository: "demo/demo", token: FORGE_TOKEN }, node.ports);
    const home = join(directory.path, "state");
    mkdirSync(home);
    const env = {
      SHIPWHEEL_STATE_DIR: home,
      GITHUB_TOKEN: FORGE_TOKEN,
      GITHUB_API_URL: forge.api,
      ACTIONS_ID_TOKEN_REQUEST_URL: index.oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: index.oidc.requestToken,
      ...sigstore.variables,
      GIT_CONFIG_GLOBAL: "/dev/null",
    };
    const where = ["--index", index.uploadUrl, "--index-kind", "pypi", "--simple-url", index.simpleUrl];
    const options = [...where, "--auth", "trusted", "--no-push", "--json", ...installers];

    const released = await run(["release", project, ...options], { env });
    expect(released.exit, released.stdout + released.stderr).toBe(0);
    const told = document(released) as unknown as {
      readonly version: string;
      readonly directory: string;
      readonly steps: readonly { readonly id: string; readonly outcome: string }[];
    };
    const outcomes = new Map(told.steps.map((step) => [step.id, step.outcome]));
    for (const step of ["attest", "draft", "assets", "upload", "verify-published", "announce", "seal"]) {
      expect(outcomes.get(step), `${step} of ${example}`).toBe("done");
    }

    const page = await it.get(`/simple/${name.toLowerCase().replaceAll(/[._-]+/g, "-")}/`, {
      accept: JSON_PAGE,
    });
    const { files } = JSON.parse(page.text) as { files: { filename: string; provenance: string | null }[] };
    expect(files).toHaveLength(2);
    for (const file of files) expect(file.provenance).toMatch(/^http/);
    expect(forge.releases).toMatchObject([{ draft: false, immutable: true }]);
    const assets = forge.releases[0]?.assets.map((asset) => asset.name) ?? [];
    expect(assets).toEqual(expect.arrayContaining([...files.map((file) => file.filename), "SHA256SUMS"]));

    expect(existsSync(join(told.directory, "record.json"))).toBe(true);
    const verified = await run(["verify-release", told.directory, "--json", "-C", project], { env });
    expect(verified.exit, verified.stdout + verified.stderr).toBe(0);
  },
);

function projectName(project: string): string {
  const plan = execFileSync(
    "git",
    ["-C", project, "grep", "-hE", String.raw`^\s*name ?= ?"|name="`, "--", "pyproject.toml", "setup.py"],
    {
      encoding: "utf8",
    },
  );
  return /name ?= ?"([^"]+)"/.exec(plan)?.[1] ?? "";
}
