import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import * as v from "valibot";

import type { Pin } from "./data.ts";

/**
 * Makes a repository of an sdist, with one commit and the release's tag. What a build made is removed: `PKG-INFO`,
 * `*.egg-info`, byte code, and all that the project's own .gitignore names, unless it is `prepared`; a `pyproject.toml.orig`, which a backend keeps
 * when it rewrites the file, gets its place back.
 */
export function checkOut(
  sdist: string,
  pin: Pick<Pin, "version" | "tag" | "prepared">,
  directory: string,
): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  execFileSync("tar", ["-xzf", sdist, "--strip-components=1", "--no-same-owner", "-C", directory]);
  for (const made of readdirSync(directory, { recursive: true, encoding: "utf8" }))
    if (made === "PKG-INFO" || /\.egg-info$|(^|[\\/])__pycache__$|\.py[co]$/.test(made))
      rmSync(join(directory, made), { recursive: true, force: true });
  const original = join(directory, "pyproject.toml.orig");
  if (existsSync(original)) renameSync(original, join(directory, "pyproject.toml"));
  const identity = ["-c", "user.name=Nobody", "-c", "user.email=nobody@users.noreply.github.com"];
  const git = (...argv: readonly string[]): void => {
    execFileSync("git", [...identity, ...argv], { cwd: directory, stdio: ["ignore", "ignore", "inherit"] });
  };
  const tag = pin.tag ?? `v${pin.version}`;
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all", ...(pin.prepared === true ? ["--force"] : []));
  git("commit", "--quiet", "--message", `Release ${pin.version}`);
  git("tag", "--annotate", "--message", tag, tag);
  git("clean", "-ffdxq");
}

const pyprojectSchema = v.object({
  "build-system": v.optional(
    v.object({
      "build-backend": v.optional(v.string()),
      "backend-path": v.optional(v.array(v.string())),
      requires: v.optional(v.array(v.string())),
    }),
  ),
});

/** What builds a project, as its own files state it. */
export function backendOf(directory: string): string {
  const file = join(directory, "pyproject.toml");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const { "build-system": table } = v.parse(pyprojectSchema, parse(text));
  const backend = table?.["build-backend"]?.split(/[.:]/)[0]?.replaceAll("_", "-") ?? "setuptools";
  const helpers = (table?.requires ?? []).flatMap((each) => {
    const [name] = /^[\w-]+/.exec(each.replaceAll("_", "-").toLowerCase()) ?? [];
    return name !== undefined && HELPERS.has(name) ? [name] : [];
  });
  const setupCfg = join(directory, "setup.cfg");
  const where = namesProject(text, "project")
    ? ""
    : existsSync(setupCfg) && namesProject(readFileSync(setupCfg, "utf8"), "metadata")
      ? " (setup.cfg)"
      : " (setup.py)";
  const name = table?.["backend-path"] === undefined ? (PACKAGES[backend] ?? backend) : "in-tree";
  return [`${name}${name === "setuptools" ? where : ""}`, ...new Set(helpers.toSorted())].join(" + ");
}

/** The distribution of a backend whose module is called otherwise. */
const PACKAGES: Readonly<Record<string, string>> = {
  pdm: "pdm-backend",
  poetry: "poetry-core",
  mesonpy: "meson-python",
};

/** Requirements of a build that change how it is done. */
const HELPERS: ReadonlySet<string> = new Set([
  "setuptools-scm",
  "setuptools-rust",
  "hatch-vcs",
  "hatch-fancy-pypi-readme",
  "hatch-mypyc",
  "cython",
  "cffi",
  "mypy",
  "versioningit",
  "uv-dynamic-versioning",
]);

/** True when a table of TOML or a section of an INI file has a name. */
function namesProject(text: string, table: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const start = lines.indexOf(`[${table}]`);
  const end = lines.findIndex((line, at) => at > start && line.startsWith("["));
  return (
    start !== -1 && lines.slice(start, end === -1 ? undefined : end).some((line) => /^name\s*=/.test(line))
  );
}
