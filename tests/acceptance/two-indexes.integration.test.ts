import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory, type FileSet } from "../support/git.ts";
import { testIndex } from "../support/index.ts";
import { document } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld } from "./release-world.ts";

/** Needs a project of the user's own index, and says which of two it got. */
const PROJECT: FileSet = {
  ...DEMO_PROJECT,
  "pyproject.toml": `${DEMO_PYPROJECT.replace("scripts =", 'dependencies = ["demo-dep>=1"]\nscripts =')}attestations = "never"\n`,
  "demo_pkg/__init__.py":
    '"""A demo."""\nimport demo_dep\n\n\ndef main() -> None:\n    print("demo", demo_dep.__version__)\n',
};

test("a release on TestPyPI takes its requirements from the user's own index, not from a namesake there", async () => {
  await using own = await testIndex();
  expect((await own.upload(demoWheel({ name: "demo-dep", version: "1.0" }))).status).toBe(200);
  const variables = { PIP_EXTRA_INDEX_URL: own.index.simpleUrl };
  await using world = await releaseWorld(PROJECT, "demo-pkg", variables);
  const members = { "demo_dep/__init__.py": 'raise SystemExit("the namesake was taken")\n' };
  const evil = demoWheel({ name: "demo-dep", version: "9.0", members });
  expect((await world.index.upload(evil)).status).toBe(200);

  const ended = await world.release("--index-kind", "testpypi");
  const told = document(ended) as unknown as {
    steps: { id: string; outcome: string }[];
    install: string[];
  };
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  expect(told.steps).toContainEqual(expect.objectContaining({ id: "verify-published", outcome: "done" }));
  // What the release step must not do: both indexes at once, and the highest version wins.
  using place = temporaryDirectory("users");
  const test = world.index.index.simpleUrl;
  expect(
    await installed(
      place.path,
      "mixed",
      [`python -m pip install --index-url ${test} demo-pkg==1.2.3`],
      variables,
    ),
  ).toBe("demo-dep 9.0");
  expect(told.install).toHaveLength(2);
  expect(told.install[0]).toContain(test);
  expect(await installed(place.path, "isolated", told.install, variables)).toBe("demo-dep 1.0");
  expect(world.forge.releases[0]?.body).toContain(told.install.join("\n"));
});

/** The indexes are in this process: it must not wait with its hands bound. */
const start = promisify(execFile);

/** Runs the commands in a fresh environment as a user would, and answers which demo-dep it has then. */
async function installed(
  directory: string,
  name: string,
  commands: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const environment = join(directory, name);
  await start("python3", ["-m", "venv", environment]);
  const { PYTHONDONTWRITEBYTECODE: _, PIP_FIND_LINKS: __, ...rest } = process.env;
  const env = { ...rest, ...variables, PATH: `${join(environment, "bin")}:${rest["PATH"]}` };
  const script = [...commands, "python -m pip list --format=freeze"].join("\n");
  const { stdout: said } = await start("bash", ["-ec", script], { env, cwd: directory });
  return `demo-dep ${/^demo-dep==(.*)$/m.exec(said)?.[1] ?? "none"}`;
}
