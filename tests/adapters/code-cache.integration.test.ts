import { spawnSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../support/git.ts";
import { REPOSITORY } from "../support/repository.ts";

const BEGINNING = `function beginning() { return ${Array.from({ length: 200 }, (_, at) => `Math.abs(${at})`).join("+")}; }`;

/** Bytes of code that a run keeps; a long one throws away what it used to call, here at the first collection. */
function kept(isLong: boolean): number {
  using scratch = temporaryDirectory();
  const program = join(scratch.path, "kept.cjs");
  writeFileSync(
    program,
    `((module, require, __filename, __dirname) => {${BEGINNING}\nmodule.exports = beginning;\n})`,
  );
  const script = join(scratch.path, "run.mjs");
  const source = pathToFileURL(join(REPOSITORY, "src", "adapters", "code-cache.ts")).href;
  writeFileSync(
    script,
    `import { enableCompileCache } from "node:module";
     import { requireWithCodeCache } from "${source}";
     enableCompileCache(${JSON.stringify(join(scratch.path, "code"))});
     requireWithCodeCache(${JSON.stringify(program)}, "test")();
     ${isLong ? "gc();" : ""}`,
  );
  const { status, stderr } = spawnSync(process.execPath, ["--expose-gc", "--stress-flush-code", script], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  const name =
    readdirSync(join(scratch.path, "code"), { recursive: true, encoding: "utf8" }).find((each) =>
      each.endsWith(".bin"),
    ) ?? "";
  return statSync(join(scratch.path, "code", name)).size;
}

test("a long first run keeps the code of its beginning, too", () => {
  expect(kept(true)).toBe(kept(false));
});
