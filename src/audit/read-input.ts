import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { indexRelease } from "../compare/index-release.ts";
import { openDistribution } from "../distribution/distribution.ts";
import { parseFileName } from "../distribution/file-names.ts";
import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { isValidName, normalizeName } from "../version/names.ts";
import type { AuditInput } from "./audited-package.ts";
import { isLockFile, readLockFile } from "./read-lock.ts";

type InputPorts = Pick<Ports, "files" | "http" | "environment" | "signal" | "projectCode">;

/** `NAME==VERSION`, with the parts; null: it is none. */
export function namedRelease(text: string): { readonly name: string; readonly version: string } | null {
  const parts = /^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s/\\]+)$/.exec(text);
  const [name = "", version = ""] = parts?.slice(1) ?? [];
  return parts !== null && isValidName(name) ? { name: normalizeName(name), version } : null;
}

/** What a project's tree requires. Dynamic requirements are asked of the build backend. */
export function treeInput(tree: SourceTree, { projectCode }: Pick<Ports, "projectCode">): AuditInput {
  const { project, root } = tree;
  const { name, dependencies, dependenciesKnown, optionalDependencies, requiresPython } = project;
  const texts = (list: readonly { readonly value: string }[]): readonly string[] =>
    list.map(({ value }) => value);
  const about = {
    label: name?.value ?? root,
    root,
    packages: [],
    file: tree.pyproject === null ? null : "pyproject.toml",
    requiresPython: requiresPython?.value ?? null,
  };
  if (dependenciesKnown || name === null) {
    const extras = new Map(
      [...optionalDependencies].map(([extra, list]) => [normalizeName(extra), texts(list)]),
    );
    return { ...about, requirements: texts(dependencies), extras };
  }
  projectCode("the build backend computes the requirements");
  const own = (extra: string): string => `${name.value}${extra} @ ${pathToFileURL(root).href}`;
  const extras = new Map(
    [...optionalDependencies.keys()].map((extra) => [normalizeName(extra), [own(`[${extra}]`)]]),
  );
  return { ...about, requirements: [own("")], extras };
}

/** What a wheel, an sdist or a lock file requires. Throws `usage/no-such-path`, `compare/unreadable`. */
export async function fileInput(path: string, ports: InputPorts): Promise<AuditInput> {
  const about = { root: null, extras: new Map(), file: basename(path), requiresPython: null };
  if (parseFileName(basename(path)).kind === "invalid") {
    if (!isLockFile(basename(path))) throw fault("audit/no-input", { path });
    const packages = readLockFile(basename(path), await ports.files.read(path));
    return { ...about, label: basename(path), requirements: null, packages };
  }
  await using distribution = await openDistribution(path, ports.files);
  const { metadata, kind } = distribution;
  if (metadata === null || !isValidName(metadata.name)) {
    throw fault("compare/unreadable", { file: path, reason: "it has no metadata" });
  }
  if (kind === "sdist") ports.projectCode("the sdist's build backend computes its requirements");
  const { name, version, providesExtra, requiresPython } = metadata;
  const own = (extra: string): string => `${name}${extra} @ ${pathToFileURL(path).href}`;
  return {
    ...about,
    label: `${name}==${version}`,
    requirements: [own("")],
    extras: new Map(providesExtra.map((extra) => [normalizeName(extra), [own(`[${extra}]`)]])),
    packages: [],
    requiresPython,
  };
}

/** What a release of the user's index requires, itself among it. Throws `compare/no-such-release`, `compare/index-unreachable`. */
export async function releaseInput(name: string, version: string, ports: InputPorts): Promise<AuditInput> {
  const { files, open } = await indexRelease(name, version, ports);
  const wheel = files.find(({ kind }) => kind === "wheel") ?? files[0];
  const opened = wheel === undefined ? null : await open(wheel.fileName);
  const { providesExtra = [], requiresPython = null } = opened?.metadata ?? {};
  await opened?.[Symbol.asyncDispose]?.();
  return {
    label: `${name}==${version}`,
    root: null,
    requirements: [`${name}==${version}`],
    extras: new Map(providesExtra.map((extra) => [normalizeName(extra), [`${name}[${extra}]==${version}`]])),
    packages: [],
    file: null,
    requiresPython,
  };
}
