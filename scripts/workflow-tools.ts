/**
 * Brings the tools that judge and run the generated workflows into a cache: `npm run workflow-tools`. What cannot be had
 * is named, and its suites skip with the same words; the exit code is 0 all the same unless `--strict`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import table from "./workflow-tools.json" with { type: "json" };

/** Where the tools are kept, for the tests too. */
export function toolsDirectory(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return process.env["SHIPWHEEL_WORKFLOW_TOOLS"] ?? join(cache, "shipwheel-workflow-tools");
}

/** The path of each tool, whether it is there or not. */
export function toolPath(name: ToolName): string {
  const root = toolsDirectory();
  if (name in table.go || name === "rsync") return join(root, "bin", name);
  if (name in table.pypi) return join(root, "python", "bin", name);
  if (name in table.libraries) return join(root, "npm", "node_modules", ...name.split("/"), "package.json");
  return join(root, "npm", "node_modules", ".bin", name);
}

/** Programs, and the libraries of GitHub's own actions, on which the tests' stand-ins are built. */
export type ToolName =
  | keyof typeof table.go
  | keyof typeof table.pypi
  | keyof typeof table.npm
  | keyof typeof table.libraries
  | "rsync";

/** Limits each installation: a slow mirror must not hold a whole run. */
const MINUTES = 8;

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const done = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    timeout: MINUTES * 60_000,
    env: { ...process.env, ...env },
  });
  if (done.status === 0) return true;
  const said = (done.error?.message ?? done.stderr).trim().split("\n").at(-1) ?? "";
  console.error(`${command} ${args.join(" ")}: ${said}`);
  return false;
}

function bring(name: string, make: () => boolean): boolean {
  if (existsSync(toolPath(name as ToolName))) return true;
  const start = Date.now();
  const done = make() && existsSync(toolPath(name as ToolName));
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(done ? `${name}: installed in ${seconds} s` : `${name}: NOT AVAILABLE, its suites will skip`);
  return done;
}

/** The packages of a program and of the libraries that a small system lacks, with a start script that finds them. */
function unpackPackages(name: string, packages: readonly string[], root: string): boolean {
  const place = join(root, "system", name);
  mkdirSync(place, { recursive: true });
  const script = `cd "$0" && apt-get download "$@" && for each in *.deb; do dpkg -x "$each" .; done`;
  if (!run("sh", ["-c", script, place, ...packages])) return false;
  const start = `#!/bin/sh\nLD_LIBRARY_PATH="$(echo ${place}/usr/lib/*-linux-gnu):$LD_LIBRARY_PATH" exec ${place}/usr/bin/${name} "$@"\n`;
  writeFileSync(join(root, "bin", name), start, { mode: 0o755 });
  return true;
}

if (import.meta.main) {
  const root = toolsDirectory();
  mkdirSync(join(root, "bin"), { recursive: true });
  const python = join(root, "python", "bin", "python");
  const found = [
    ...Object.entries(table.pypi).map(([name, version]) =>
      bring(
        name,
        () =>
          (existsSync(python) || run("python3", ["-m", "venv", join(root, "python")])) &&
          run(python, [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            `${name}==${version}`,
          ]),
      ),
    ),
    ...Object.entries({ ...table.npm, ...table.libraries }).map(([name, version]) =>
      bring(name, () => {
        const prefix = join(root, "npm");
        mkdirSync(prefix, { recursive: true });
        return run("npm", [
          "install",
          "--silent",
          "--no-audit",
          "--no-fund",
          "--prefix",
          prefix,
          `${name}@${version}`,
        ]);
      }),
    ),
    ...Object.entries(table.go).map(([name, { package: path, version }]) =>
      bring(name, () =>
        run("go", ["install", `${path}@${version}`], { GOBIN: join(root, "bin"), GOFLAGS: "-modcacherw" }),
      ),
    ),
  ];
  // gitlab-ci-local copies with it; from the system's own packages, unpacked beside the tools.
  if (process.platform === "linux" && spawnSync("rsync", ["--version"]).status !== 0)
    found.push(bring("rsync", () => unpackPackages("rsync", ["rsync", "libpopt0", "libxxhash0"], root)));
  if (process.argv.includes("--strict") && found.includes(false)) process.exitCode = 1;
}
