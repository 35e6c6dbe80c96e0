import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { startGitHubServer } from "../../src/forge/server/github-server.ts";
import { document, run } from "../acceptance/cli.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { temporaryDirectory } from "../support/git.ts";
import { startIndexSigstore } from "../support/index-sigstore.ts";
import { testIndex } from "../support/index.ts";
import { npmRegistry } from "../support/npm-registry.ts";
import { findUv } from "../support/python-tools.ts";
import { REPOSITORY } from "../support/repository.ts";
import { asynchronously, npxVersion, publishToNpm, registries } from "./support.ts";

const FORGE_TOKEN = "ghs_0123456789abcdefghij";

// By itself: npm run release:rehearse
test("shipwheel releases itself: version, changelog, PyPI, GitHub and npm, on loopback", async () => {
  using scratch = temporaryDirectory();
  const project = join(scratch.path, "shipwheel");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", project, ...args], { encoding: "utf8" });
  execFileSync("git", ["clone", "--quiet", REPOSITORY, project]);
  git("remote", "set-url", "origin", "https://github.com/shipwheel/shipwheel.git");
  git("config", "user.name", "Rehearsal");
  git("config", "user.email", "rehearsal@users.noreply.github.com");

  const bumped = await run(["version", "bump", "-C", project, "--json"]);
  expect(bumped.exit, bumped.stderr).toBe(0);
  const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    readonly version: string;
  };
  expect(git("tag", "--points-at", "HEAD").trim()).toBe(`v${version}`);
  expect(readFileSync(join(project, "CHANGELOG.md"), "utf8")).toContain(version);
  expect(readdirSync(join(project, "changes"))).toEqual(["README.md"]);

  await using it = await testIndex({ publishers: [publisherOf("shipwheel", { pending: true })] });
  await using node = nodePorts({});
  await using sigstore = await startIndexSigstore(it.index, scratch.path, node.ports);
  await using forge = await startGitHubServer(
    { repository: "shipwheel/shipwheel", token: FORGE_TOKEN },
    node.ports,
  );
  const state = join(scratch.path, "state");
  mkdirSync(state);
  const env = {
    SHIPWHEEL_STATE_DIR: state,
    GITHUB_TOKEN: FORGE_TOKEN,
    GITHUB_API_URL: forge.api,
    ACTIONS_ID_TOKEN_REQUEST_URL: it.index.oidc.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: it.index.oidc.requestToken,
    ...sigstore.variables,
    GIT_CONFIG_GLOBAL: "/dev/null",
    // The backend builds the program with npm.
    npm_config_registry: execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim(),
  };
  const { uploadUrl, simpleUrl } = it.index;
  const where = ["--index", uploadUrl, "--index-kind", "pypi", "--simple-url", simpleUrl];
  const options = [...where, "--auth", "trusted", "--no-push", "--installer", "uv", "--json"];
  const released = await run(["release", project, ...options], { env });
  expect(released.exit, released.stdout + released.stderr).toBe(0);
  const { steps } = document(released) as unknown as {
    readonly steps: readonly { readonly id: string; readonly outcome: string }[];
  };
  const outcomes = new Map(steps.map((step) => [step.id, step.outcome]));
  for (const step of ["attest", "draft", "assets", "upload", "verify-published", "announce", "seal"])
    expect(outcomes.get(step), step).toBe("done");
  expect(forge.releases).toMatchObject([{ draft: false, immutable: true }]);

  symlinkSync(join(REPOSITORY, "node_modules"), join(project, "node_modules"));
  await asynchronously(process.execPath, ["scripts/build.ts"], { cwd: project });
  await asynchronously("npm", ["pack", "--silent", "--ignore-scripts"], { cwd: project });
  await using registry = await npmRegistry();
  await publishToNpm(join(project, `shipwheel-${version}.tgz`), registry.address, scratch.path);

  const home = join(scratch.path, "home");
  mkdirSync(home);
  const greeting = `shipwheel ${version}\n`;
  expect(await npxVersion(version, registry.address, home)).toBe(greeting);
  const uvx = ["tool", "run", "--index", simpleUrl, "--from", `shipwheel==${version}`, "shipwheel"];
  const bare = { PATH: process.env["PATH"] ?? "", HOME: home, SHIPWHEEL_NODE: process.execPath };
  const uvEnv = { ...bare, ...registries() };
  expect(await asynchronously(findUv(), [...uvx, "--version"], { env: uvEnv })).toBe(greeting);
});
