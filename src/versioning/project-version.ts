import { join } from "node:path";
import { isMetadataCheap, METADATA_SECONDS, metadataVersion } from "../build/metadata-version.ts";
import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { findInterpreter, type Interpreter } from "../toolbox/interpreter.ts";
import { findVersionLocations } from "../tree/version-locations/find-version-locations.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { parseTomlFile } from "../tree/formats/toml-file.ts";
import { fault, Fault } from "../findings/fault.ts";
import type { Location } from "../findings/location.ts";
import { baseVersion, compareVersions, parseVersion, publicVersion } from "../version/pep440.ts";
import { findScmSection } from "./scm/scm-tool.ts";
import { gitRunner, gitWords } from "../git/git-runner.ts";
import { readHistoryVersion } from "./read-version.ts";
import { projectTags } from "./tags/project-tags.ts";
import { versionSourceOf } from "./version-source.ts";

/** Whose version is asked for. */
export interface ProjectVersionRequest {
  readonly directory: string;
  /** Version or path of the interpreter that runs a backend; null: the project's own setting. */
  readonly python: string | null;
  readonly offline: boolean;
  /** Ask the backend in any case, at whatever cost. */
  readonly asksBackend?: boolean;
}

/** The version that a build would have now, and the state of the checkout that it belongs to. */
export interface ProjectVersion {
  /** As the project or its backend writes it. */
  readonly version: string;
  /** What may be uploaded: normalised, without the local part. */
  readonly public: string;
  readonly base: string;
  /** The nearest tag, whatever its name; null without one. */
  readonly tag: string | null;
  readonly distance: number | null;
  readonly node: string | null;
  readonly dirty: boolean | null;
  readonly branch: string | null;
  /** The table or file that states it, or `backend`. */
  readonly source: string;
  /** `static`, `backend`, or the version scheme that answered. */
  readonly scheme: string;
  readonly warnings: readonly string[];
}

/**
 * The project's version: the static one, without starting anything but git; from history as the configured
 * setuptools-scm, vcs-versioning or hatch-vcs would have it; else what its backend says of the work tree. Throws
 * `version/unknown`, `invalid-version`, and the faults of {@link readHistoryVersion}.
 */
export async function readProjectVersion(
  request: ProjectVersionRequest,
  ports: Ports,
): Promise<ProjectVersion> {
  const history = await versionFromHistory(request.directory, ports);
  if (history !== null) return history;
  const tree = await readProject(request.directory, { allowNoGit: true }, ports);
  const stated = request.asksBackend === true ? null : await statedWithoutRunning(tree, ports);
  const text = stated?.text ?? (await askBackend(tree, request, ports));
  const source = stated?.source ?? "backend";
  const parsed = parseVersion(text);
  if (parsed === null) {
    const location = stated?.location;
    throw fault(
      "invalid-version",
      { version: JSON.stringify(text), where: source },
      location === undefined ? {} : { location },
    );
  }
  const { git } = tree;
  const scheme = stated?.scheme ?? "backend";
  return {
    version: text,
    public: publicVersion(parsed),
    base: baseVersion(parsed),
    tag: git?.describe?.tag ?? null,
    distance: git?.describe?.distance ?? null,
    node: git === null ? null : `g${git.head}`,
    dirty: git === null ? null : git.dirty.some((each) => each.kind === "changed"),
    branch: git === null ? null : (git.branch ?? "HEAD"),
    source,
    scheme,
    warnings: [],
  };
}

/** What takes Python, so that the backend is asked instead. */
const BEYOND_US: ReadonlySet<string> = new Set(["python-callable", "unsupported-regex", "unsupported-vcs"]);

/** Null when the version is stated, when no tool of ours is configured, or when only Python can answer. */
async function versionFromHistory(directory: string, ports: Ports): Promise<ProjectVersion | null> {
  const path = join(directory, "pyproject.toml");
  if ((await ports.files.stat(path).catch(() => null)) === null) return null;
  const pyproject = parseTomlFile("pyproject.toml", await ports.files.read(path));
  if (findScmSection(pyproject.value) === null) return null;
  if (pyproject.get(["project", "version"]) !== undefined) return null;
  try {
    const { files: _, base, ...made } = await readHistoryVersion(directory, ports);
    if (made.source === "git" && made.tag === null && made.node !== null)
      await refuseDamaged(directory, ports);
    if (base === null) {
      throw fault("invalid-version", { version: JSON.stringify(made.version), where: made.source });
    }
    return { ...made, base };
  } catch (error) {
    if (error instanceof Fault && BEYOND_US.has(error.code)) return null;
    throw error;
  }
}

/** Without a tag setuptools-scm takes a history that cannot be read for one of a single commit. */
async function refuseDamaged(directory: string, ports: Ports): Promise<void> {
  const done = await gitRunner(directory, ports).run(["rev-list", "--count", "HEAD"]);
  if (done.status === 0) return;
  throw fault("config/git-failed", { directory, reason: gitWords(done, "rev-list") });
}

/** A version that nothing has to be run for. */
interface StatedVersion {
  readonly text: string;
  readonly source: string;
  readonly scheme: string;
  /** Of a tag there is none. */
  readonly location?: Location;
}

/** What a tree says of its version without running anything: the stated one, or the one of the tag at HEAD. */
export async function statedWithoutRunning(
  tree: SourceTree,
  ports: Pick<Ports, "patterns">,
): Promise<StatedVersion | null> {
  const { version, versionSource } = tree.project;
  if (version !== null && versionSource !== "dynamic")
    return { text: version.value, source: versionSource, scheme: "static", location: version.location };
  const config = readConfig(tree.pyproject);
  if (versionSourceOf(tree, config) === "static") {
    const place = (await findVersionLocations(tree)).find((each) => each.isSource && each.form === "pep440");
    if (place === undefined) return null;
    const { text, location } = place;
    return { text, source: location.file, scheme: "static", location };
  }
  const isChanged = tree.git?.dirty.some((each) => each.kind === "changed") === true;
  if (tree.git === null || isChanged) return null;
  const { head } = tree.git;
  const [highest] = (await projectTags(tree, config, ports)).releases
    .filter((tag) => tag.commit === head)
    .toSorted((a, b) => compareVersions(b.version, a.version));
  return highest === undefined ? null : { text: highest.text, source: `tag ${highest.name}`, scheme: "tag" };
}

async function askBackend(tree: SourceTree, request: ProjectVersionRequest, ports: Ports): Promise<string> {
  const config = readConfig(tree.pyproject);
  if (request.asksBackend !== true && !isMetadataCheap(tree)) {
    throw fault("version/unknown", {
      reason: "its backend computes it by compiling, so it is known only after the build",
    });
  }
  ports.projectCode(`the build backend ${tree.backend.buildBackend}, which computes the version`);
  const asked = await metadataVersion(
    {
      tree,
      ref: "worktree",
      python: await interpreterOf(request, config.python, ports),
      timeoutSeconds:
        request.asksBackend === true
          ? config["build-timeout"]
          : Math.min(config["build-timeout"], METADATA_SECONDS),
      indexes: await readIndexConfiguration(ports),
      offline: request.offline,
    },
    ports,
  );
  if (asked.version !== null) return asked.version;
  const [problem] = asked.findings;
  const reason = problem?.message ?? "the backend returns no version";
  throw fault("version/unknown", { reason }, { details: { ...problem?.details } });
}

function interpreterOf(
  { python, directory }: ProjectVersionRequest,
  configured: readonly string[],
  ports: Ports,
): Promise<Interpreter> {
  return findInterpreter(python ?? configured[0] ?? null, ports, { directory });
}
