import { join } from "node:path";
import type { OuterIndex, PrepareRequest } from "../request.ts";
import { installResult, type Installer, type InstallerPorts, type InstallResult } from "./installer.ts";

/**
 * uv reads the requirement from a generated project file that pins the rehearsed name to the rehearsal's index
 * (an explicit index: asked for no other name), while every dependency comes from the user's own default index.
 * So no name can come from two places, and uv's cache of the user's index stays warm.
 */
export const uv: Installer = {
  id: "uv",
  async prepare(target, request, ports) {
    const file = join(target.directory, "dependencies", "pyproject.toml");
    await writeProject(file, request.requirements, request.outer, null, ports);
    return run(["--python", target.python, "-r", file], target.directory, request, ports);
  },
  async install(target, request, ports) {
    const { name, version } = request.project;
    const file = join(target.directory, "install", "pyproject.toml");
    await writeProject(file, [`${name}==${version}`], request.outer, { name, url: request.routes.uv }, ports);
    // The address may have served other bytes in an earlier rehearsal: uv must ask again.
    const form = target.cell.artefact === "wheel" ? "--only-binary" : "--no-binary";
    return run(
      ["--python", target.python, "--refresh-package", name, form, name, "-r", file],
      target.directory,
      request,
      ports,
    );
  },
  describe(cell, requirement) {
    return `uv pip install ${cell.artefact === "sdist" ? "--no-binary" : "--only-binary"} ${requirement.split("=")[0] ?? ""} ${requirement}`;
  },
};

async function run(
  args: readonly string[],
  cwd: string,
  request: PrepareRequest,
  ports: InstallerPorts,
): Promise<InstallResult> {
  const argv = [request.uv, "pip", "install", "--no-progress", "--color", "never", ...args];
  const completed = await ports.processes.run({
    argv,
    cwd,
    env: { ...request.environmentBase, UV_NO_CONFIG: "1", UV_PYTHON_DOWNLOADS: "never" },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
  return installResult(argv, completed);
}

/** Writes the project file; it may name an index with credentials, so only its owner may read it. */
export async function writeProject(
  file: string,
  requirements: readonly string[],
  outer: OuterIndex,
  pinned: { readonly name: string; readonly url: string } | null,
  ports: Pick<InstallerPorts, "files">,
): Promise<void> {
  const lines = [
    "[project]",
    'name = "shipwheel-trial"',
    'version = "0"',
    `dependencies = [${requirements.map((text) => JSON.stringify(text)).join(", ")}]`,
  ];
  const findLinks = outer.findLinks ?? [];
  if (findLinks.length > 0)
    lines.push("[tool.uv]", `find-links = [${findLinks.map((link) => JSON.stringify(link)).join(", ")}]`);
  if (pinned !== null) {
    lines.push("[tool.uv.sources]", `${JSON.stringify(pinned.name)} = { index = "rehearsal" }`);
    lines.push(
      "[[tool.uv.index]]",
      'name = "rehearsal"',
      `url = ${JSON.stringify(pinned.url)}`,
      "explicit = true",
    );
  }
  // uv prefers an index that comes earlier; an extra index of pip's is asked before the default one.
  for (const url of outer.extraIndexUrls) lines.push("[[tool.uv.index]]", `url = ${JSON.stringify(url)}`);
  if (outer.indexUrl !== null)
    lines.push("[[tool.uv.index]]", `url = ${JSON.stringify(outer.indexUrl)}`, "default = true");
  await ports.files.makeDirectory(join(file, ".."));
  await ports.files.write(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}
