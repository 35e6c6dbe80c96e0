import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { testIndex } from "../support/index.ts";
import { sdist, wheel } from "./support.ts";

test("releases of an index, folders, unpacked ones; what cannot be compared is told", async () => {
  await using index = await testIndex();
  for (const version of ["1.0.0", "1.1.0"]) {
    expect((await index.upload(demoWheel({ version }))).status).toBe(200);
    expect((await index.upload(demoSdist({ version }))).status).toBe(200);
  }
  using place = temporaryDirectory("diff");
  const env = { PIP_INDEX_URL: index.index.simpleUrl, UV_DEFAULT_INDEX: index.index.simpleUrl };
  const options = { cwd: place.path, env };
  const dist = join(place.path, "dist");
  mkdirSync(dist);
  for (const file of [demoWheel({ version: "1.2.0" }), demoSdist({ version: "1.2.0" })])
    writeFileSync(join(dist, file.fileName), file.bytes);
  const told = document(await run(["diff", "demo-pkg==1.1.0", "dist", "--no-api", "--json"], options));
  expect(told).toMatchObject({
    project: "Demo-Pkg",
    before: { label: "demo-pkg==1.1.0", version: "1.1.0" },
    after: { version: "1.2.0" },
    isEnough: true,
    notCompared: ["the public API: left out on request"],
  });

  const labels = async (...args: readonly string[]): Promise<string> => {
    const { before, after } = document(
      await run(["diff", ...args, "--no-api", "--json"], options),
    ) as unknown as Record<"before" | "after", { label: string; version: string }>;
    return `${before.label} ${after.label} ${after.version}`;
  };
  expect(await labels("demo-pkg")).toBe("demo-pkg==1.0.0 demo-pkg==1.1.0 1.1.0");
  expect(await labels("demo-pkg", "dist")).toBe("demo-pkg==1.1.0 dist 1.2.0");
  expect(await labels("dist")).toBe("demo-pkg==1.1.0 dist 1.2.0");

  const fault = async (...args: readonly string[]): Promise<string> => {
    const ended = await run(["diff", ...args, "--json"], options);
    const { error } = document(ended) as unknown as { error: { code: string; remedy: string } };
    return `${ended.exit} ${error.code}: ${error.remedy}`;
  };
  writeFileSync(join(place.path, "broken-1.0-py3-none-any.whl"), "no zip");
  writeFileSync(join(place.path, "notes.txt"), "no distribution");
  await wheel({ name: "other" }).write(place.path);
  mkdirSync(join(place.path, "empty"));
  mkdirSync(join(place.path, "several"));
  for (const version of ["1.0", "2.0"])
    await sdist({ version }).file("setup.py").write(join(place.path, "several"));
  expect(await fault("demo-pkg==9.0", "dist")).toBe(
    "2 compare/no-such-release: take one of its versions: 1.1.0, 1.0.0",
  );
  expect(await fault("nobody-knows==9.0", "dist")).toMatch(/^2 compare\/no-such-release: correct the name/);
  expect(await fault("demo-pkg==1.0.0", "dist", "--offline")).toMatch(/^2 compare\/offline: /);
  expect(await fault("broken-1.0-py3-none-any.whl", "dist")).toMatch(
    /^2 compare\/unreadable: run shipwheel check /,
  );
  expect(await fault("notes.txt", "dist")).toMatch(/^2 compare\/unreadable: /);
  expect(await fault("other-1.0-py3-none-any.whl", "dist")).toMatch(/^2 compare\/different-projects: /);
  expect(await fault("empty", "dist")).toMatch(/^2 compare\/nothing-there: build the project/);
  expect(await fault("several", "dist")).toMatch(/^2 compare\/several-releases: name one file/);
  expect(await fault("nowhere", "dist")).toMatch(/^2 compare\/no-such-side: name a wheel/);
  expect(await fault("nowhere")).toMatch(/^2 compare\/no-such-side: name a wheel/);
  expect(await fault("several/demo-1.0.tar.gz")).toMatch(/^2 compare\/nothing-before: name both releases/);
});

test("hostile names stay text in every form", async () => {
  using place = temporaryDirectory("diff");
  const evil = "demo/\u001b[31m<img src=x>|`::set-output name=a::b`.txt";
  const before = await wheel({ version: "1.0.0" }).write(place.path);
  const after = await wheel({ version: "1.0.1" })
    .file(evil, "x")
    .metadata("Summary: <b>|`x`")
    .write(place.path);
  const shown = async (format: string): Promise<string> =>
    (await run(["diff", before, after, "--no-api", "--format", format], { cwd: place.path })).stdout;
  const [text, markdown, page] = [await shown("text"), await shown("markdown"), await shown("html")];
  for (const each of [text, markdown, page]) expect(each).not.toContain("\u001b");
  expect(markdown).not.toMatch(/\|`::set-output/);
  expect(
    markdown
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .every((line) => line.split(" | ").length <= 4),
  ).toBe(true);
  expect(page).toContain("&lt;img src=x&gt;");
  expect(page).not.toContain("<img");
});
