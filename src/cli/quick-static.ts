import { join } from "node:path";
import { parse } from "smol-toml";
import type { ReadingFiles } from "../ports/files.ts";
import { parseVersion } from "../version/pep440.ts";

type Table = Readonly<Record<string, unknown>>;

/**
 * The version that [project] states, or the one literal of the file that hatchling or PDM is told to read: the whole
 * answer of `shipwheel version`, for which nobody has to be asked. Null where there is anything to weigh: a version from
 * elsewhere, no version of PEP 440, a folder that may be no project.
 */
export async function quickStatic(directory: string, files: ReadingFiles): Promise<string | null> {
  const path = join(directory, "pyproject.toml");
  if ((await files.stat(path))?.kind !== "file") return null;
  const pyproject = parse(decode(await files.read(path)));
  const { name, version, dynamic } = tableAt(pyproject, "project");
  const tool = tableAt(pyproject, "tool");
  if (typeof name !== "string" || mayBeNoProject(tool)) return null;
  const isDynamic = Array.isArray(dynamic) && dynamic.length === 1 && dynamic[0] === "version";
  if (version !== undefined || !isDynamic) return dynamic === undefined ? accepted(version) : null;
  const backend = tableAt(pyproject, "build-system")["build-backend"];
  const file = literalFile(typeof backend === "string" ? backend : "", tool);
  if (file === null || (await files.stat(join(directory, file)))?.kind !== "file") return null;
  return accepted(onlyLiteral(decode(await files.read(join(directory, file)))));
}

function accepted(version: unknown): string | null {
  return typeof version === "string" && parseVersion(version) !== null ? version : null;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** The file that the backend reads as its default pattern has it; null where more is configured. */
function literalFile(backend: string, tool: Table): string | null {
  // Another tool of versions beside it, or a setting of ours, has to be weighed.
  if (["setuptools_scm", "vcs-versioning", "shipwheel"].some((key) => tool[key] !== undefined)) return null;
  const { path, source, ...more } = tableAt(
    tableAt(tool, backend === "hatchling.build" ? "hatch" : "pdm"),
    "version",
  );
  const isOwn = backend === "hatchling.build" ? source === undefined : source === "file";
  const isKnown = /^(?:hatchling\.build|pdm\.backend)$/.test(backend) && isOwn;
  const isPlain = typeof path === "string" && /^[\w-]+(?:\/[\w-]+)*\.py$/.test(path);
  return isKnown && isPlain && Object.keys(more).length === 0 ? path : null;
}

/** A literal that is assigned once, in a file that says `version` nowhere else. */
function onlyLiteral(text: string): string | null {
  const named = text.match(/version/gi) ?? [];
  const [, version = null] = /^__version__ = "([0-9][\w.+!-]*)"$/m.exec(text.replaceAll("\r\n", "\n")) ?? [];
  return named.length === 1 ? version : null;
}

/** What the command looks at before it takes a folder for a project: workspaces, and tools that are told not to build. */
function mayBeNoProject(tool: Table): boolean {
  const { package: isPackage, workspace } = tableAt(tool, "uv");
  return (
    isPackage !== undefined ||
    workspace !== undefined ||
    tableAt(tool, "poetry")["package-mode"] !== undefined ||
    tableAt(tool, "pdm")["distribution"] !== undefined
  );
}

function tableAt(table: Table, key: string): Table {
  const value = table[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
