import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publisherOf } from "../index-server/conformance/case.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { testIndex } from "../support/index.ts";
import { run } from "./cli.ts";

/** Names and texts of all that lies below a directory. */
function everythingBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}\n${readFileSync(path, "latin1")}` : path;
    })
    .join("\n");
}

test.each(["--index", "SHIPWHEEL_INDEX"])(
  "user and password in the address of %s are used, and stand nowhere",
  async (where) => {
    using scratch = temporaryDirectory("addresses");
    await using it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { pending: true })] });
    mkdirSync(join(scratch.path, "dist"));
    const paths = [demoWheel(), demoSdist()].map((file) => {
      const path = join(scratch.path, "dist", file.fileName);
      writeFileSync(path, file.bytes);
      return path;
    });
    const address = new URL(it.index.uploadUrl);
    address.username = "__token__";
    address.password = it.index.token;
    const state = join(scratch.path, "state");
    const env = { SHIPWHEEL_STATE_DIR: state, PATH: process.env["PATH"] ?? "", HOME: scratch.path };
    const said = where === "--index" ? ["--index", address.href] : [];
    const variable = where === "--index" ? {} : { SHIPWHEEL_INDEX: address.href };
    const ended = await run(["publish", ...said, "--no-check", "--json", ...paths], {
      env: { ...env, ...variable },
    });
    expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
    const seen = ended.stdout + ended.stderr + everythingBelow(state);
    expect(seen).toContain("demo_pkg-1.0.0.tar.gz");
    expect(seen).not.toContain(it.index.token);
    expect(seen).not.toContain("__token__");
  },
);

test("an address that cannot be taken apart is rejected without its password", async () => {
  for (const [option, value] of [
    ["--index", "https://ci:s3kret/pw@index.example.test/legacy/"],
    ["--index", "https://ci:12#s3kretpw@index.example.test/legacy/"],
    ["--simple-url", "https://ci:s3kret/pw@index.example.test/simple/"],
  ] as const) {
    const ended = await run(["publish", option, value, "--json", "x.whl"], {
      env: { PATH: process.env["PATH"] ?? "" },
    });
    expect(ended.exit).toBe(2);
    expect(ended.stdout).toContain(`${option} is not a URL`);
    expect(ended.stdout + ended.stderr).not.toContain("s3kret");
  }
});
