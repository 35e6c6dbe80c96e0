import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** shipwheel's own checkout. */
export const REPOSITORY: string = join(import.meta.dirname, "..", "..");

/** Files of the checkout that are, or are about to be, committed: POSIX paths. */
export function repositoryFiles(): readonly string[] {
  const output = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return [...new Set(output.split("\0"))].filter((path) => path !== "");
}

/** The text of one of them, or null when it is gone or not UTF-8 text. */
export function repositoryText(path: string): string | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(REPOSITORY, path));
  } catch {
    return null;
  }
  if (bytes.includes(0)) return null;
  return new TextDecoder().decode(bytes);
}

/** A script of `package.json`. */
export function packageScript(name: string): string {
  const { scripts } = JSON.parse(repositoryText("package.json") ?? "{}") as {
    scripts: Record<string, string>;
  };
  const script = scripts[name];
  if (script === undefined) throw new Error(`package.json has no script ${name}`);
  return script;
}
