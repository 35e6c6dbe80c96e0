import { dirname, join } from "node:path";
import { pinnedRequirement } from "./named-requirement.ts";
import { runUv } from "../run-uv.ts";
import {
  installResult,
  type Installer,
  type InstallerPorts,
  type InstallResult,
  type InstallSettings,
} from "./installer.ts";

/**
 * uv reads the requirement from a generated project file that pins the rehearsed name to the rehearsal's index
 * (an explicit index: asked for no other name), while every dependency comes from the user's own default index.
 * So no name can come from two places, and uv's cache of the user's index stays warm.
 */
export const uv: Installer = {
  messages: {
    unreachable: [
      /^(.*(?:Could not connect, are you offline\?|dns error|tcp connect error|operation timed out|Request failed after \d+ retr|invalid peer certificate|could not be queried due to a lack of valid authentication credentials).*)$/im,
    ],
    invalidEntryPoint: [/invalid (?:console|gui) script: '([^']*)'/i],
    absentRequirement: [/\b([A-Za-z0-9._-]+) was not found in the package registry/],
    pythonRequired: [/([A-Za-z0-9._-]+(?:==[^\s,]+)?) (?:requires|depends on) Python ?([<>=!~][^\s,]*)/g],
    failedBuild: [/Failed to (?:download and )?build `([A-Za-z0-9._-]+(?:==[^\s`]+)?)`/],
    unmetRequirement: [
      /depends? on ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[=<>!~][^\s,]*)/g,
      /no version of ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[=<>!~]?[^\s,]*)/g,
    ],
  },
  command: "uv pip install",
  needsPip: false,
  fillsCacheOfUv: true,
  async prepare(target, request, ports) {
    const file = join(target.directory, "dependencies", "pyproject.toml");
    await writeProject(file, request.requirements, null, ports);
    return run(
      ["--python", target.python, "-r", file],
      target.directory,
      request,
      request.indexVariables,
      ports,
    );
  },
  async install(target, request, ports) {
    const { name } = request.project;
    const file = join(target.directory, "install", "pyproject.toml");
    await writeProject(
      file,
      [pinnedRequirement(target.cell, request)],
      { name, url: request.routes.own },
      ports,
    );
    // The address may have served other bytes in an earlier rehearsal: uv must ask again.
    const form = target.cell.artefact === "wheel" ? "--only-binary" : "--no-binary";
    return run(
      ["--python", target.python, "--refresh-package", name, form, name, "-r", file],
      target.directory,
      request,
      target.preinstalled ? withoutFindLinks(request.indexVariables) : request.indexVariables,
      ports,
    );
  },
};

async function run(
  args: readonly string[],
  cwd: string,
  request: InstallSettings,
  indexVariables: Readonly<Record<string, string>>,
  ports: InstallerPorts,
): Promise<InstallResult> {
  const words = ["pip", "install", "--no-progress", "--color", "never", ...args];
  const completed = await runUv(words, cwd, { ...request, indexVariables }, ports);
  return installResult([request.uv, ...words], completed);
}

/** A directory of links could offer the rehearsed name, too; once the dependencies are there it is not needed. */
function withoutFindLinks(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name !== "UV_FIND_LINKS"));
}

/** Writes a project file that requires these and takes the pinned name from its own index only. */
export async function writeProject(
  file: string,
  requirements: readonly string[],
  pinned: { readonly name: string; readonly url: string } | null,
  ports: Pick<InstallerPorts, "files">,
): Promise<void> {
  const lines = [
    "[project]",
    'name = "shipwheel-trial"',
    'version = "0"',
    `dependencies = [${requirements.map((text) => JSON.stringify(text)).join(", ")}]`,
  ];
  if (pinned !== null) {
    lines.push("[tool.uv.sources]", `${JSON.stringify(pinned.name)} = { index = "rehearsal" }`);
    lines.push(
      "[[tool.uv.index]]",
      'name = "rehearsal"',
      `url = ${JSON.stringify(pinned.url)}`,
      "explicit = true",
    );
  }
  await ports.files.makeDirectory(dirname(file));
  await ports.files.write(file, `${lines.join("\n")}\n`);
}
