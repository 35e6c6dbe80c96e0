import { dirname, join } from "node:path/posix";
import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind, LocationProject, Statement } from "../version-location.ts";
import type { TextRange } from "../text/json-value.ts";
import { tomlStrings } from "../text/toml-string.ts";
import { ownEntry } from "./lock-files.ts";

/** Cargo.toml of a maturin project: the source of a dynamic version, else the crate that bears the project's name. */
export const cargoManifest: VersionLocationKind = {
  id: "cargo",
  title: "The crate of a maturin project",
  where:
    "Cargo.toml (`tool.maturin.manifest-path`) when the version is dynamic, or when the crate bears the project's name and its version is or was the project's; " +
    "`workspace.package.version` of the workspace; its own entry in Cargo.lock",
  example: 'version = "1.2.3-rc.1"',
  async find(project) {
    const { tree, text } = project;
    if (!tree.backendFacts.buildsCrate) return [];
    const configured = tree.pyproject?.get(["tool", "maturin", "manifest-path"]);
    const file =
      typeof configured === "string"
        ? join(configured)
        : ["Cargo.toml", "rust/Cargo.toml"].find((path) => tree.has(path));
    const content = file === undefined ? null : await text(file);
    if (file === undefined || content === null) return [];
    const stringAt = tomlStrings(content);
    const crate = valueOf(content, stringAt(["package", "name"]));
    if (crate === null) return [];
    const isSource = project.origin.places.some((place) => place.file === file);
    if (!isSource && normalizeName(crate) !== project.name) return [];
    const own = stringAt(["package", "version"]);
    const stated: Statement | null =
      own === null
        ? await fromWorkspace(file, project)
        : { file, name: "package.version", ...own, form: "semver" };
    if (stated === null) return [];
    const all = [stated, ...(await inLock(file, crate, project))];
    const judgedBy = isSource ? null : await valueIn(stated, text);
    return all.map((each) => ({ ...each, judgedBy }));
  },
};

async function valueIn(stated: Statement, text: LocationProject["text"]): Promise<string | null> {
  return valueOf((await text(stated.file)) ?? "", stated);
}

function valueOf(content: string, range: TextRange | null): string | null {
  return range === null ? null : content.slice(range.start, range.end);
}

async function fromWorkspace(file: string, { text }: LocationProject): Promise<Statement | null> {
  for (let directory = dirname(file); ; directory = dirname(directory)) {
    const path = join(directory, "Cargo.toml");
    const content = await text(path);
    const range = content === null ? null : tomlStrings(content)(["workspace", "package", "version"]);
    if (range !== null) return { file: path, name: "workspace.package.version", ...range, form: "semver" };
    if (directory === ".") return null;
  }
}

async function inLock(file: string, crate: string, { text }: LocationProject): Promise<readonly Statement[]> {
  for (const path of new Set([join(dirname(file), "Cargo.lock"), "Cargo.lock"])) {
    const content = await text(path);
    if (content === null) continue;
    const isOwn = (block: string): boolean =>
      !/^source = /m.test(block) && /^name = "([^"]+)"/m.exec(block)?.[1] === crate;
    const entries = await ownEntry(path, content, null, isOwn);
    return entries.map((each) => ({ ...each, form: "semver" }));
  }
  return [];
}
