import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { wheel } from "../support/wheel.ts";

test("the trials of the last run as a table in a document; without a run it is told", async () => {
  using place = temporaryDirectory("footprint");
  const options = { cwd: place.path, env: { SHIPWHEEL_STATE_DIR: join(place.path, "state") } };
  writeFileSync(join(place.path, "pyproject.toml"), "[tool.shipwheel.footprint]\nmax-dependencies = 0\n");
  expect((await run(["footprint", "--json"], options)).stdout).toContain("usage/no-report");
  const { fileName, bytes } = demoWheel();
  writeFileSync(join(place.path, fileName), bytes);
  await run(["verify", fileName, "--installer", "uv"], options);
  const ended = await run(["footprint", "--write", "README.md", "--json"], options);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  expect(document(ended)).toMatchObject({ rows: [{ extras: [], dependencies: 0 }], findings: [] });
  expect(readFileSync(join(place.path, "README.md"), "utf8")).toContain("| none |");

  // A version later: the run before it is what it grew from.
  writeFileSync(join(place.path, "pyproject.toml"), "[tool.shipwheel.footprint]\nmax-growth = 10\n");
  expect((await run(["footprint"], options)).stdout).toContain("growth is not compared");
  const later = await wheel({ name: "Demo-Pkg", version: "9.9.0" })
    .file("demo_pkg/__init__.py", "x = 1\n")
    .file("demo_pkg/big.txt", "x".repeat(5000))
    .write(place.path);
  const tried = await run(["verify", later, "--installer", "uv"], options);
  expect(tried.stdout + tried.stderr).toContain("I031");
  const grown = await run(["footprint", "--json"], options);
  expect(grown.exit).toBe(4);
  expect(document(grown)).toMatchObject({
    version: "9.9.0",
    findings: [{ rule: "I031", subject: "growth" }],
  });
});

test("a document that cannot take the table stays as it is", async () => {
  using place = temporaryDirectory("footprint");
  const options = { cwd: place.path, env: { SHIPWHEEL_STATE_DIR: join(place.path, "state") } };
  const { fileName, bytes } = demoWheel();
  writeFileSync(join(place.path, fileName), bytes);
  await run(["verify", fileName, "--installer", "uv"], options);
  mkdirSync(join(place.path, "docs.md"));
  const latin = Buffer.from("caf\xe9\n", "latin1");
  writeFileSync(join(place.path, "latin.md"), latin);
  writeFileSync(join(place.path, "page.html"), "<p>mine</p>");
  for (const [file, reason] of [
    ["docs.md", "it is a directory"],
    ["latin.md", "it is not UTF-8 text"],
    ["page.html", "the table is Markdown (.md) or reStructuredText (.rst)"],
    ["nowhere/a.md", "there is no directory"],
  ] as const) {
    const ended = await run(["footprint", "--write", file], options);
    expect(`${ended.exit} ${ended.stderr}`).toMatch(/^2 /);
    expect(ended.stderr).toContain(reason);
  }
  expect(readFileSync(join(place.path, "latin.md"))).toEqual(latin);
  expect(readFileSync(join(place.path, "page.html"), "utf8")).toBe("<p>mine</p>");
  expect(
    (await run(["check", fileName, "--format", "sarif", "--output-file", "docs.md"], options)).stderr,
  ).toContain("usage/cannot-write");
  expect((await run(["check", fileName, "--write-baseline", "docs.md"], options)).exit).toBe(2);
  expect(
    (await run(["diff", fileName, fileName, "--no-api", "--output-file", "docs.md"], options)).exit,
  ).toBe(2);
});
