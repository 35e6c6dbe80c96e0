import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { makeExample } from "../../examples/make-example.ts";
import { SNAPSHOT, withoutComments } from "../../scripts/types/public-types.ts";
import { fencedBlocks } from "../support/documents.ts";
import { testIndex } from "../support/index.ts";
import { REPOSITORY, repositoryText } from "../support/repository.ts";

const home = mkdtempSync(join(tmpdir(), "shipwheel-library-"));
const project = join(home, "lmstxt");
const installed = join(home, "node_modules", "shipwheel");

/** The package, built, where npm would install it. */
beforeAll(() => {
  const text = repositoryText("package.json") ?? "";
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "package.json"), text);
  writeFileSync(join(home, "package.json"), '{ "type": "module" }\n');
  const build = [join(REPOSITORY, "scripts", "build.ts"), "--lib", "--out", join(installed, "dist")];
  execFileSync(process.execPath, build);
  // Only what types of Node.js need: the library brings everything else with it.
  for (const name of ["@types/node", "undici-types"]) {
    const link = join(home, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(REPOSITORY, "node_modules", name), link);
  }
  makeExample("lmstxt", "repaired", project);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The examples of the page, each with the lines that it must print. */
const blocks = fencedBlocks(repositoryText("docs/reference/library.md") ?? "");
const examples = blocks.flatMap(({ language, text }, at) => {
  if (language !== "ts") return [];
  const next = blocks[at + 1];
  const expected = next?.language === "text" ? next.text.trim().split("\n") : [];
  return [{ title: /^const \{? ?(\w+)/m.exec(text)?.[1] ?? text, text, expected, file: `example-${at}.ts` }];
});

describe("the page of the library", () => {
  test("has examples whose types are right", () => {
    expect(examples.length).toBeGreaterThan(5);
    for (const { file, text } of examples) writeFileSync(join(home, file), text);
    const flags = [
      "--strict",
      "--noEmit",
      "--target",
      "es2024",
      "--lib",
      "es2024,esnext.disposable",
      "--types",
      "node",
    ];
    const modules = ["--module", "nodenext", "--ignoreConfig"];
    const tsc = join(REPOSITORY, "node_modules", ".bin", "tsc");
    const args = [...flags, ...modules, ...examples.map(({ file }) => file)];
    const { stdout } = spawnSync(tsc, args, { cwd: home, encoding: "utf8" });
    // Types of other packages are theirs.
    const ours = stdout.split("\n").filter((line) => line !== "" && !line.startsWith("../"));
    expect(ours).toEqual([]);
  });

  test.each(examples)("$title runs, and prints what the page says", async ({ text, expected, file }) => {
    await using index = await testIndex();
    writeFileSync(join(home, file), text);
    const dist = join(project, "out", "dist");
    const files = existsSync(dist) ? readdirSync(dist).map((name) => join(dist, name)) : [];
    const printed = await runExample(join(home, file), {
      FILES: files.join(","),
      INDEX_URL: index.index.uploadUrl,
      INDEX_TOKEN: index.index.token,
    });
    for (const line of expected) expect(printed).toContain(line);
    const report = /^report: (.+)$/m.exec(printed)?.[1];
    // What a report names was written.
    if (report !== undefined) expect(readFileSync(report, "utf8")).toContain("<html");
  });
});

/** Runs a program in the project; its output. */
function runExample(file: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, SHIPWHEEL_STATE_DIR: join(home, "state"), ...variables };
  const child = spawn(process.execPath, [file], { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(printed))));
  });
}

describe("the built library", () => {
  test("is one module and its types, beside the chunks that it shares with the program", () => {
    expect(readdirSync(join(installed, "dist", "lib")).toSorted()).toEqual(["index.d.ts", "index.js"]);
  });

  test("has the types that were reviewed; else: npm run docs -- public-types", () => {
    const types = readFileSync(join(installed, "dist", "lib", "index.d.ts"), "utf8");
    expect(withoutComments(types)).toBe(repositoryText(SNAPSHOT));
  });

  test("prints nothing, and ends no process", () => {
    const code = readFileSync(join(installed, "dist", "lib", "index.js"), "utf8");
    expect(code).not.toMatch(/\bconsole\.(log|error|warn)\(|process\.exit\b|process\.exitCode/);
  });
});
