import type { SourceTree } from "../tree/source-tree.ts";
import type { KeyPath } from "../tree/formats/toml-file.ts";
import type { FileEdit } from "../text/file-edit.ts";
import type { Migration } from "./migration.ts";
import { migratedTree } from "./model/migrated-tree.ts";
import type { ProjectModel } from "./model/project-model.ts";
import type { Intention, Refusal } from "./model/remarks.ts";
import { surroundingsOf } from "./surroundings/surroundings.ts";
import { guideEdit } from "./surroundings/guide.ts";
import { parseSpecifierSet } from "../version/specifiers.ts";
import type { ScmReading } from "./scm/apply-scm.ts";
import { TARGETS } from "./targets/registry.ts";
import type { Target } from "./targets/target.ts";
import { writePyproject } from "./write/pyproject.ts";

/** What of the plan a person chooses. */
export interface PlanRequest {
  readonly to: string;
  /** Keep what the old tool itself needs. */
  readonly keep: boolean;
  /** Write what changes for whom. */
  readonly guide: boolean;
}

/** Plans the way to a target. */
export async function planMigration(
  tree: SourceTree,
  source: string,
  given: ScmReading,
  { to, keep, guide }: PlanRequest,
): Promise<Migration> {
  const model = withVersionFile(given.model);
  const versionFile = versionFileOf(model);
  const gone = [
    ...given.replacedFiles,
    ...(versionFile !== null && tree.has(versionFile) ? [versionFile] : []),
    ...(isRunFromNowOn(tree, source, to) ? ["setup.py"] : []),
  ];
  const reading = { ...given, model, replacedFiles: gone };
  const target = targetOf(to);
  const files = migratedTree(tree, reading.replacedFiles, [...(reading.addedFiles?.keys() ?? [])]);
  const plan = target.plan(reading.model, files);
  if (isThereAlready(tree, source, target.id, given)) return nothingToDo(source);
  const replaced = {
    ...reading,
    ...(keep && { unknown: [...(reading.unknown ?? []), ...(reading.kept ?? [])] }),
    ...(source === target.id && plan.keepsTables === true && { replaces: staleTables(reading) }),
  };
  const own: FileEdit[] = [...reading.edits];
  const before = tree.pyproject === null ? null : await tree.readText("pyproject.toml");
  const after = writePyproject(tree.pyproject, reading.model, plan, replaced);
  if (before !== after) own.push({ path: "pyproject.toml", before, after });
  for (const [path, content] of [...(reading.addedFiles ?? []), ...plan.files]) {
    const had = tree.has(path) ? await tree.readText(path) : null;
    if (had !== content) own.push({ path, before: had, after: content });
  }
  for (const path of reading.replacedFiles)
    if (!plan.files.has(path) && plan.keeps?.includes(path) !== true)
      own.push({ path, before: await tree.readText(path), after: null });
  // Nothing is to be done around a project that stays as it is.
  const around =
    own.length === 0
      ? { edits: [], notes: [] }
      : await surroundingsOf(tree, {
          source,
          target: target.id,
          edits: own,
          scm: model.version.kind === "scm" ? { wasStated: reading.stated !== null, versionFile } : null,
        });
  const edits = withEdits(own, around.edits);
  const stub = isRunFromNowOn(tree, source, target.id)
    ? ["setup.py is removed: no build runs it today, but setuptools would"]
    : [];
  const migration: Migration = {
    source,
    target: target.id,
    edits,
    versionNow: reading.stated === null ? null : { before: reading.stated, after: null },
    tags: reading.tags,
    notes: [...new Set([...reading.notes, ...unread(reading), ...plan.notes, ...stub, ...around.notes])],
    intentions: [...reading.intentions, ...plan.intentions, ...writtenByBuild(model), ...ofPythonTwo(model)],
    refusals: [
      ...reading.refusals,
      ...plan.refusals,
      ...(target.takesDataFiles === true ? [] : [...model.dataFiles.keys()].map(ofDataFiles)),
    ],
  };
  return guide && edits.length > 0
    ? { ...migration, edits: [...edits, await guideEdit(tree, migration)] }
    : migration;
}

/** Later edits of a file take the place of the earlier one, whose text they begin with; what goes stays gone. */
function withEdits(edits: readonly FileEdit[], later: readonly FileEdit[]): readonly FileEdit[] {
  const byPath = new Map(later.map((each) => [each.path, each]));
  const known = new Set(edits.map(({ path }) => path));
  return [
    ...edits.map((each) => (each.after === null ? each : (byPath.get(each.path) ?? each))),
    ...later.filter(({ path }) => !known.has(path)),
  ];
}

/** Of a backend that stays, nothing goes but the place from which the version came. */
function staleTables({ stated, replaces }: ScmReading): readonly KeyPath[] {
  return stated === null ? [] : replaces.map((path) => [...path, "dynamic", "version"]);
}

function unread({ unknown = [] }: ScmReading): readonly string[] {
  return unknown.map(
    (path) => `${path.join(".")} of pyproject.toml is unknown to this migration and is kept unchanged`,
  );
}

/** The file that the build writes from tags; null when there is none. */
function versionFileOf({ version }: ProjectModel): string | null {
  return version.kind === "scm" ? version.scm.versionFile : null;
}

/** That file is in the wheel, though the tree does not have it. */
function withVersionFile(model: ProjectModel): ProjectModel {
  const file = versionFileOf(model);
  if (file === null || [...model.wheel.values()].includes(file)) return model;
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const beside = [...model.wheel].find(([, path]) => folder !== "" && path.startsWith(folder));
  if (beside === undefined) return model;
  const [member, path] = beside;
  const root = path.length - member.length;
  return { ...model, wheel: new Map([...model.wheel, [file.slice(root), file]]) };
}

/** The build writes the version file, and what it says names the commit. */
function writtenByBuild(model: ProjectModel): readonly Intention[] {
  const file = versionFileOf(model);
  if (file === null) return [];
  const reason = "the build writes it from the tags, and it contains the commit";
  const members = [...model.wheel].flatMap(([member, path]) => (path === file ? [member] : []));
  return [
    { code: "sdist-file", subject: file, reason },
    ...members.map((member): Intention => ({ code: "wheel-file", subject: member, reason })),
  ];
}

/** A setup.py that no build runs today, and that setuptools would run. */
function isRunFromNowOn(tree: SourceTree, source: string, target: string): boolean {
  return target === "setuptools" && !["setuptools", "bare"].includes(source) && tree.has("setup.py");
}

function ofDataFiles(directory: string): Refusal {
  return {
    subject: `data-files:${directory}`,
    message: `files go into ${directory === "" ? "the root" : directory} of the environment, where this backend installs no files`,
    help: "migrate to setuptools or hatchling (--to setuptools), or move them into the package and read them with importlib.resources",
  };
}

/** Backends disagree on the tag of a wheel whose project does not exclude Python 2. */
function ofPythonTwo({ requiresPython }: ProjectModel): readonly Intention[] {
  const admits = parseSpecifierSet(requiresPython?.value ?? "")?.contains("2.7.18") ?? true;
  const reason = admits
    ? "requires-python does not exclude Python 2: some backends add a Python 2 tag to the wheel, others do not"
    : "requires-python excludes Python 2 whatever the tag says, and installers obey it";
  return [{ code: "wheel-tag", subject: "py2-none-any", reason }];
}

/** A project in the standard form with this very backend stays as it is. */
function isThereAlready(
  tree: SourceTree,
  source: string,
  target: string,
  { edits, replacedFiles }: ScmReading,
): boolean {
  return (
    source === target &&
    edits.length === 0 &&
    !replacedFiles.includes("setup.py") &&
    tree.pyproject?.get(["project"]) !== undefined
  );
}

function nothingToDo(backend: string): Migration {
  return {
    source: backend,
    target: backend,
    edits: [],
    versionNow: null,
    tags: [],
    notes: [],
    intentions: [],
    refusals: [],
  };
}

function targetOf(id: string): Target {
  const target = TARGETS.find((each) => each.id === id);
  if (target === undefined) throw new Error(`no such target: ${id}`);
  return target;
}
