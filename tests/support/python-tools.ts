import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { REPOSITORY } from "./repository.ts";

const CACHE = join(REPOSITORY, "node_modules", ".cache", "shipwheel-tests");
const UV = "uv==0.13.8";
const TWINE = "twine==7.0.0";

/** uv: the one on PATH, or one that is installed once into the cache below node_modules. */
export function findUv(): string {
  for (const directory of (process.env["PATH"] ?? "").split(delimiter)) {
    const candidate = join(directory, "uv");
    if (directory !== "" && existsSync(candidate)) return candidate;
  }
  return join(toolEnvironment("uv", UV), "bin", "uv");
}

/** twine, installed once into the cache. */
export function findTwine(): string {
  return join(toolEnvironment("twine", TWINE), "bin", "twine");
}

/** A fresh virtual environment; its Python. */
export function makeEnvironment(directory: string): string {
  execFileSync("python3", ["-m", "venv", directory], { stdio: "pipe" });
  return join(directory, "bin", "python");
}

/** How a command ended, and all that it said. */
export interface ToolRun {
  readonly status: number | null;
  readonly output: string;
}

/**
 * Runs a real client with a clean environment: none of the machine's index, certificate and cache settings; only what
 * is given. Asynchronous, because the index that it talks to lives in this very process.
 */
export function runTool(
  argv: readonly string[],
  options: { readonly home: string; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ToolRun> {
  const [program = "", ...args] = argv;
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: options.home,
    LANG: "C.UTF-8",
    PIP_CONFIG_FILE: "/dev/null",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    UV_NO_CONFIG: "1",
    UV_CACHE_DIR: join(options.home, "uv-cache"),
    UV_PYTHON_DOWNLOADS: "never",
    ...options.env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? options.home,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}

/** The marker is written last, so that an environment which was killed half way is made again. */
function toolEnvironment(name: string, requirement: string): string {
  const place = join(CACHE, requirement.replace("==", "-"));
  const marker = join(place, "complete");
  if (existsSync(marker)) return place;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const python = makeEnvironment(place);
  try {
    execFileSync(python, ["-m", "pip", "install", "-q", requirement], { stdio: "pipe" });
  } catch (error) {
    throw new Error(`${name} could not be provided`, { cause: error });
  }
  writeFileSync(marker, requirement);
  return place;
}
