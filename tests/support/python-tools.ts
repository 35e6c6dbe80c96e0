import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { REPOSITORY } from "./repository.ts";

const CACHE = join(REPOSITORY, "node_modules", ".cache", "shipwheel-tests");
const UV = "uv==0.13.8";
const TWINE = "twine==7.0.0";
const PIP = "pip==26.3";
const TOWNCRIER = "towncrier==25.8.0";
const SETUPTOOLS = "setuptools==84.2.1";
/** The tools that our reading of tags is held to, the build backend of one of them with it. */
const SCM_TOOLS = "setuptools-scm==10.3.4 hatch-vcs==0.5.0 hatchling==1.33.0 setuptools==84.2.1";
const POETRY_CORE = "poetry-core==2.5.0";
const PYPI_ATTESTATIONS = "pypi-attestations==0.0.30";

/** uv: the one on PATH, or one that is installed once into the cache below node_modules. */
export function findUv(): string {
  for (const directory of (process.env["PATH"] ?? "").split(delimiter)) {
    const candidate = join(directory, "uv");
    if (directory !== "" && existsSync(candidate)) return candidate;
  }
  return join(toolEnvironment("uv", UV), "bin", "uv");
}

/** An uploader of other people's, by the name of its module. */
export type ClientName = "twine" | "hatch" | "poetry" | "flit" | "pdm";

/** What is installed of them. */
const CLIENTS: Readonly<Record<ClientName, string>> = {
  twine: TWINE,
  hatch: "hatch==1.18.2",
  poetry: "poetry==2.5.1",
  flit: "flit==4.2.0",
  // It names no upper limits for these, and does not bear their newest versions.
  pdm: "pdm==2.29.3 hishel==1.2.1 unearth==0.18.3",
};

/** The first words of such an uploader's command; each is installed once into the cache, in an environment of its own. */
export function findClient(name: ClientName): readonly string[] {
  return [join(toolEnvironment(name, CLIENTS[name]), "bin", "python"), "-m", name];
}

/** The first words of a towncrier command, to which our reading of news fragments is held; installed once into the cache. */
export function findTowncrier(): readonly [string, ...string[]] {
  return [join(toolEnvironment("towncrier", TOWNCRIER), "bin", "python"), "-m", "towncrier"];
}

/** A real index to upload to, by the name of its software. */
export type PrivateServerName = "pypiserver" | "devpi";

const PRIVATE_SERVERS: Readonly<Record<PrivateServerName, string>> = {
  pypiserver: "pypiserver==2.4.2 passlib==1.7.4",
  devpi: "devpi-server==6.20.3",
};

/** The Python in which a private index can run; each is installed once into the cache. */
export function findPrivateServer(name: PrivateServerName): string {
  return join(toolEnvironment(name, PRIVATE_SERVERS[name]), "bin", "python");
}

/** A Python with setuptools, to whose wheels our predictions are held; installed once into the cache. */
export function findSetuptoolsPython(): string {
  return join(toolEnvironment("setuptools", SETUPTOOLS), "bin", "python");
}

/** A Python with setuptools-scm, and with hatchling and hatch-vcs; installed once into the cache. */
export function findScmPython(): string {
  return join(toolEnvironment("setuptools-scm", SCM_TOOLS), "bin", "python");
}

/** A Python with poetry-core, to which our reading of Poetry's constraints is held; installed once into the cache. */
export function findPoetryCore(): string {
  return join(toolEnvironment("poetry-core", POETRY_CORE), "bin", "python");
}

/** A Python with PyPI's own library for attestations, to which ours are held; installed once into the cache. */
export function findAttestationsPython(): string {
  return join(toolEnvironment("pypi-attestations", PYPI_ATTESTATIONS), "bin", "python");
}

/** A Python with the newest pip (what a distribution's own venv brings can be years old), made once into the cache. Install with `--target`, so that it stays as it is. */
export function findPython(): string {
  return join(toolEnvironment("pip", PIP), "bin", "python");
}

const GATE_TOOLS =
  "pytest==9.2.0 mypy==2.4.1 ruff==0.17.6 bandit==1.9.4 sphinx==9.0.4 mkdocs==1.6.1 tox==4.67.15 nox==2026.10.20";

/** The Python of an environment with the tools that gates run, each installed once into the cache by uv. Start them by `-m`. */
export function findGateTools(): string {
  return join(
    provided("gates", `gate-tools-${GATE_TOOLS.replaceAll(/[^\d.]+/g, "-")}`, (draft) => {
      const uv = findUv();
      execFileSync(uv, ["venv", "-q", "--clear", "--python", "python3", draft], { stdio: "pipe" });
      const python = join(draft, "bin", "python");
      execFileSync(uv, ["pip", "install", "-q", "--python", python, ...GATE_TOOLS.split(" ")], {
        stdio: "pipe",
      });
    }),
    "bin",
    "python",
  );
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

/**
 * Made beside its place and moved there whole, because several test files may ask at once and one may be killed half
 * way. What is used of it does not mind the move: its Python, and programs that are no scripts.
 */
function toolEnvironment(name: string, requirement: string): string {
  const [pin = "", ...constraints] = requirement.split(" ");
  return provided(name, pin.replace("==", "-"), (draft) => {
    execFileSync("python3", ["-m", "venv", draft], { stdio: "pipe" });
    const install = ["-m", "pip", "install", "-q", pin, ...constraints];
    execFileSync(join(draft, "bin", "python"), install, { stdio: "pipe" });
  });
}

function provided(name: string, folder: string, make: (draft: string) => void): string {
  const place = join(CACHE, folder);
  if (existsSync(place)) return place;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(`${place}.`);
  try {
    make(draft);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`${name} could not be provided`, { cause: error });
  }
  try {
    renameSync(draft, place);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
}
