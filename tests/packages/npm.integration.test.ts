import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { temporaryDirectory } from "../support/git.ts";
import { npmRegistry } from "../support/npm-registry.ts";
import { REPOSITORY, repositoryText } from "../support/repository.ts";
import { asynchronously, npxVersion, publishToNpm } from "./support.ts";

const { version } = JSON.parse(repositoryText("package.json") ?? "") as { readonly version: string };

test("npx starts it from a registry that holds nothing else", async () => {
  using scratch = temporaryDirectory();
  const tree = join(scratch.path, "tree");
  mkdirSync(tree);
  for (const name of ["package.json", "README.md", "LICENSE", "schema"])
    cpSync(join(REPOSITORY, name), join(tree, name), { recursive: true });
  cpSync(inject("program"), join(tree, "dist"), { recursive: true });
  const flags = ["--silent", "--ignore-scripts", "--pack-destination", scratch.path];
  execFileSync("npm", ["pack", ...flags], { cwd: tree });
  await using registry = await npmRegistry();
  const file = `shipwheel-${version}.tgz`;
  await publishToNpm(join(scratch.path, file), registry.address, scratch.path);
  const home = join(scratch.path, "home");
  mkdirSync(home);
  expect(await npxVersion(version, registry.address, home)).toBe(`shipwheel ${version}\n`);
  expect(new Set(registry.asked)).toEqual(new Set(["/shipwheel", `/shipwheel/-/${file}`]));
  await expect(asynchronously("npm", ["view", "other", "--registry", registry.address])).rejects.toThrow(
    "E404",
  );
});
