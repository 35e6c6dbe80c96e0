import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import { document, run } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";

// Where the generator changed: npm run docs -- example-workflows
test.each(stories.map(({ name }) => name))(
  "%s carries the workflows that a second `workflow generate` leaves untouched",
  async (name) => {
    using scratch = temporaryDirectory();
    const directory = join(scratch.path, name);
    makeExample(name, "repaired", directory);
    const ended = await run(["workflow", "generate", directory, "--json"]);
    expect(ended.exit, ended.stderr + ended.stdout).toBe(0);
    const { files } = document(ended) as unknown as { readonly files: readonly { readonly state: string }[] };
    expect(files.length).toBeGreaterThan(0);
    expect(new Set(files.map(({ state }) => state))).toEqual(
      // Its list of updates is its own, and does what is needed.
      new Set(name === "lmstxt" ? ["same", "kept"] : ["same"]),
    );
    expect(execFileSync("git", ["-C", directory, "status", "--porcelain"], { encoding: "utf8" })).toBe("");
    const checked = await run(["workflow", "check", directory]);
    expect(checked.exit, checked.stdout).toBe(0);
  },
);
