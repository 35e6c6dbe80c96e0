import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

/** A busy machine changes no verdict. */

/** What a release left behind in this world. */
async function left(world: ReleaseWorld): Promise<object> {
  const remoteTags = execFileSync("git", ["--git-dir", world.remote, "tag", "--list"], { encoding: "utf8" });
  return {
    tags: world.repository.git("tag", "--list"),
    remoteTags: remoteTags.trim(),
    written: world.forge.log.filter((line) => !line.startsWith("GET ")),
    files: await world.shown("demo-pkg"),
  };
}

const NOTHING = { tags: "", remoteTags: "", written: [], files: [] };

test("a wrong API token is found before anything is built or tagged", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const args = world.args("--auth", "token", "--index-kind", "pypi");
  const ended = await run(args, { env: { ...world.env, SHIPWHEEL_TOKEN: "pypi-wrong" } });
  expect(ended.exit).toBe(5);
  expect(document(ended).error).toMatchObject({
    code: "auth/token-refused",
    message: expect.stringContaining("Invalid or non-existent authentication information") as string,
  });
  expect(await left(world)).toEqual(NOTHING);
});

test("an identity that the index does not know is found before the tag", async () => {
  const other = { ...DEMO_PROJECT, "pyproject.toml": DEMO_PYPROJECT.replaceAll("demo-pkg", "other-pkg") };
  await using world = await releaseWorld(other, "demo-pkg", { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "wrong" });
  const ended = await world.release();
  expect(ended.exit).toBe(5);
  expect(await left(world)).toEqual(NOTHING);
});

test("a push that the remote will reject is found before the tag", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  world.repository.git("remote", "set-url", "origin", join(world.state, "gone.git"));
  const ended = await world.release();
  expect(ended.exit).not.toBe(0);
  expect(document(ended).error).toMatchObject({ code: expect.stringMatching(/^forge\//) as string });
  expect(world.repository.git("tag", "--list")).toBe("");
});

test("a token that the repository host does not know is found before the tag", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg", { GITHUB_TOKEN: "ghs_wrong" });
  const ended = await world.release();
  expect(document(ended).error).toMatchObject({ code: "forge/refused" });
  expect(await left(world)).toEqual(NOTHING);
});

test("a tag on another commit is told by --dry-run and by the release", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  world.repository.git("tag", "v1.2.3");
  world.repository.commit("more", { "notes.txt": "more\n" });
  const planned = await world.release("--dry-run");
  const ended = await world.release();
  for (const each of [planned, ended]) {
    expect(each.exit).toBe(1);
    expect(document(each)["findings"]).toMatchObject([{ severity: "error" }]);
  }
  expect(await left(world)).toEqual({ ...NOTHING, tags: "v1.2.3" });
});

test("other bytes of the version on the index are found before the tag", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  expect((await world.release("--no-forge")).exit).toBe(0);
  const { files } = (await left(world)) as { readonly files: readonly string[] };
  world.repository.git("tag", "-d", "v1.2.3");
  world.repository.git("push", "--quiet", "origin", ":refs/tags/v1.2.3");
  world.repository.commit("more", { "demo_pkg/more.py": "MORE = 1\n" });
  const env = { ...world.env, SHIPWHEEL_STATE_DIR: join(world.state, "of-another-machine") };
  const ended = await run(world.args("--no-forge"), { env });
  expect(ended.exit).toBe(6);
  expect(document(ended)["findings"]).toContainEqual(expect.objectContaining({ rule: "U002" }));
  expect(await left(world)).toEqual({ ...NOTHING, files });
});

test("ignores of every code that a rejected upload has let nothing be tagged", async () => {
  const codes = ["P001", "M039", "I001", "U001", "U020", "B001", "I002", "I010", "P013"];
  const ignore = codes.map((code) => `${code} = "nah"`).join("\n");
  const direct = DEMO_PYPROJECT.replace(
    'license = "MIT"',
    'license = "MIT"\ndependencies = ["six @ https://files.example.test/six-1.16.0-py2.py3-none-any.whl"]',
  );
  const project = {
    ...DEMO_PROJECT,
    "pyproject.toml": `${direct}\n[tool.shipwheel.check.ignore]\n${ignore}\n`,
  };
  await using world = await releaseWorld(project, "demo-pkg");
  const ended = await world.release();
  expect(ended.exit).not.toBe(0);
  const told = document(ended) as unknown as { readonly rehearsal: { readonly summary: object } };
  expect(told.rehearsal.summary).toMatchObject({ ignored: expect.any(Number) as number });
  expect(await left(world)).toEqual(NOTHING);
});

test("a gate that fails is red in the rehearsal, and skipping it is counted", async () => {
  const gated = {
    ...DEMO_PROJECT,
    "pyproject.toml": `${DEMO_PYPROJECT}gates = ["sh gate"]\n`,
    gate: "#!/bin/sh\nexit 3\n",
  };
  await using world = await releaseWorld(gated, "demo-pkg");
  const args = ["rehearse", world.repository.root, "--installer", "uv", "--json"];
  const red = await run(args, { env: world.env });
  expect(red.exit).toBe(1);
  expect(document(red)["findings"]).toContainEqual(expect.objectContaining({ rule: "U009", observed: true }));
  const skipped = await run([...args, "--no-gates"], { env: world.env });
  expect(skipped.exit).toBe(0);
  expect(document(skipped)["summary"]).toMatchObject({ notTried: 1 });
});
