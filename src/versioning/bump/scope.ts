import { posix } from "node:path";
import type { VersionConfig } from "../../config/sections/version.ts";
import type { Ports } from "../../ports/ports.ts";
import type { GitState } from "../../tree/git-state.ts";
import type { TagTemplate } from "../../version/tag-template.ts";
import { readPackages } from "../monorepo-packages.ts";
import { gitCheckout } from "../history/git-checkout.ts";

const TIMEOUT_SECONDS = 60;
/** Every directory with a pyproject.toml: the tag carries the name, whoever declares the workspace. */
const EVERYWHERE: readonly string[] = ["*", "**/*"];

/**
 * The paths, relative to the project, whose commits count for it: all (an empty list) as long as its tags carry no name
 * and no `paths` are configured; else its own directory, those, and the packages of the repository that it depends on.
 */
export async function bumpScope(
  git: GitState,
  template: TagTemplate,
  config: VersionConfig,
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal" | "projectCode">,
): Promise<readonly string[]> {
  if (!template.hasName) return config.paths.length === 0 ? [] : [".", ...config.paths];
  const here = git.prefix.replace(/\/$/, "");
  const checkout = gitCheckout(git.topLevel, TIMEOUT_SECONDS, ports);
  const listed = await checkout.ask("ls-files", "-z", "--", ":(glob)**/pyproject.toml");
  const directories = (listed ?? "")
    .split("\0")
    .filter((path) => path !== "")
    .map((path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ""));
  const packages = await readPackages(git.topLevel, directories, EVERYWHERE, {
    readText: (path) => ports.files.readText(path),
  });
  const own = packages.find((each) => each.directory === here);
  const neighbours = (own?.dependencies ?? []).map((path) => posix.relative(here, path) || ".");
  return [...new Set([".", ...config.paths, ...neighbours])];
}
