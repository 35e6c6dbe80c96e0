import { join } from "node:path";
import { declaresExtensions } from "../tree/native-code.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import { findUv } from "../toolbox/uv.ts";
import type { Finding } from "../findings/finding.ts";
import { prepareBuildEnvironment, type BuildPorts } from "./build-environment.ts";
import { stageFailed } from "./build-findings.ts";
import { openBuildLog } from "./build-log.ts";
import { exportTree } from "./export/export.ts";
import { failureSite, type FailedTree } from "./failure-site.ts";
import { refusedLinks } from "./export/refused-links.ts";
import { runHooks } from "./hooks.ts";
import { sourceDateEpoch } from "./source-date-epoch.ts";
import { openBuildWorkspace } from "./workspace.ts";

/** What to ask the version of. */
export interface MetadataVersionRequest {
  readonly tree: FailedTree & Pick<SourceTree, "git" | "project">;
  readonly ref: "head" | "worktree";
  readonly python: Interpreter;
  readonly timeoutSeconds: number;
  readonly indexes?: IndexConfiguration | null;
  readonly offline?: boolean;
}

/** The version that a build of the tree would have, and who said so. */
export interface MetadataVersion {
  /** As the backend or the table writes it; null with findings. */
  readonly version: string | null;
  readonly source: "static" | "backend";
  /** Core metadata as the backend prepared it; null when nothing had to be prepared. */
  readonly metadata: string | null;
  readonly findings: readonly Finding[];
}

/** Seconds that a backend has to name a version. */
export const METADATA_SECONDS = 20;

const NATIVE = /\.(?:c|cc|cpp|cxx|cu|f|f90|go|m|mm|pyx|rs|swift|zig)$|(?:^|\/)CMakeLists\.txt$/i;
const COMPILERS = [
  "cython",
  "setuptools-rust",
  "cffi",
  "pybind11",
  "nanobind",
  "mypy",
  "numpy",
  "torch",
] as const;

/**
 * True where asking for the metadata is cheap and runs no compiler: not for backends that configure or compile a
 * native build for it (meson, CMake, maturin), nor for a setuptools project with extension modules.
 */
export function isMetadataCheap(
  tree: Pick<SourceTree, "backend" | "files" | "pyproject" | "setupPy">,
): boolean {
  const { id, requires } = tree.backend;
  if (id === "hatchling" || id === "flit" || id === "pdm" || id === "uv_build") return true;
  const has = (...path: readonly string[]): boolean => tree.pyproject?.get(path) !== undefined;
  if (id === "poetry") return !has("tool", "poetry", "build");
  if (id !== "setuptools" && id !== "unknown") return false;
  // What an unknown backend does with native sources cannot be told.
  if (id === "unknown" && tree.files.some(({ path }) => NATIVE.test(path))) return false;
  const names = requires.map((each) => /^[A-Za-z0-9._-]+/.exec(each)?.[0].toLowerCase() ?? "");
  return !declaresExtensions(tree) && !names.some((name) => COMPILERS.some((each) => each === name));
}

/**
 * The version without a build: `project.version` where it is static, else what the backend's
 * `prepare_metadata_for_build_wheel` says in an export (a backend without that hook builds its wheel).
 */
export async function metadataVersion(
  request: MetadataVersionRequest,
  ports: BuildPorts,
): Promise<MetadataVersion> {
  const { tree, python, indexes = null, offline = false, timeoutSeconds } = request;
  const { version, versionSource } = tree.project;
  if (version !== null && versionSource !== "dynamic") {
    return { version: version.value, source: "static", metadata: null, findings: [] };
  }
  const workspace = await openBuildWorkspace(ports);
  const log = await openBuildLog(join(workspace.directory, "metadata.log"), ports);
  const { requires } = tree.backend;
  const [exported, environment] = await Promise.all([
    exportTree(tree, request.ref, workspace.sources, ports),
    findUv(ports, { offline }).then((uv) =>
      prepareBuildEnvironment({ requires, python, uv, workspace, log, indexes, offline }, ports),
    ),
  ]);
  const none = { version: null, source: "backend", metadata: null } as const;
  const refused = refusedLinks(exported);
  if (refused.length > 0) return { ...none, findings: refused };
  if (environment.problem !== null) return { ...none, findings: [environment.problem] };
  const { results, failure } = await runHooks(
    {
      backend: tree.backend,
      source: exported.project,
      stages: ["metadata"],
      protectedDirectories: [tree.git?.topLevel ?? tree.root],
      variables: sourceDateEpoch(tree, ports),
      timeoutSeconds,
    },
    environment,
    ports,
  );
  await log.close();
  if (failure !== null) {
    const { buildBackend } = tree.backend;
    const site = await failureSite(tree, exported.project, workspace, ports);
    const context = { buildBackend, site, workspace, log, timeoutSeconds };
    return { ...none, findings: [await stageFailed(failure, context, ports)] };
  }
  const metadata = results.metadata ?? "";
  const named = /^Version:[ \t]*(.+)$/im.exec(metadata.split(/\r?\n\r?\n/)[0] ?? "")?.[1]?.trim();
  return { version: named ?? null, source: "backend", metadata, findings: [] };
}
