/**
 * Brings the tools that build packages of other systems into a cache: `npm run channel-tools`. Packages of Debian are
 * named, not installed. What is missing is named by the tests that skip without it.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import table from "./channel-tools.json" with { type: "json" };

/** Where the tools are kept, for the tests too. */
export function channelTools(): { readonly python: string; readonly wheels: string } {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const root = join(cache, "shipwheel-channel-tools");
  return { python: join(root, "bin", "python"), wheels: join(root, "wheels") };
}

/** What has to be installed for the tests to run, as a command. */
export const DEBIAN_PACKAGES: string = `apt-get install ${table.apt.join(" ")}`;

if (import.meta.main) {
  const { python, wheels } = channelTools();
  const pip = (...args: readonly string[]): void => {
    execFileSync(python, ["-m", "pip", "--quiet", ...args], { stdio: "inherit" });
  };
  if (!existsSync(python))
    execFileSync("python3", ["-m", "venv", join(python, "..", "..")], { stdio: "inherit" });
  pip("install", ...Object.entries(table.pypi).map(([name, version]) => `${name}==${version}`));
  pip("download", "--no-deps", "--dest", wheels, ...table.wheels);
  console.log(`tools: ${join(python, "..")}; for Debian packages and formulae: ${DEBIAN_PACKAGES}`);
}
