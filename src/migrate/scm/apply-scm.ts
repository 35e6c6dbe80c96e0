import type { Ports } from "../../ports/ports.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import { findVersionLocations } from "../../tree/version-locations/find-version-locations.ts";
import { addLine } from "../../tree/edit/text-lines.ts";
import { applyChanges } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import type { VersionLocation } from "../../tree/version-locations/version-location.ts";
import { sameVersion } from "../../version/same-version.ts";
import { normalizeName } from "../../version/names.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import type { SourceReading } from "../sources/source.ts";
import { learnTags, schemeFor } from "./learn-tags.ts";
import { tagVersions, type TagVersion } from "./tag-versions.ts";
import { isNothingElse, statingModules, withoutLiterals, type StatingModule } from "./version-literals.ts";

/** A reading whose version comes from tags, and what goes with it. */
export interface ScmReading extends SourceReading {
  readonly edits: readonly FileEdit[];
  readonly tags: readonly TagVersion[];
  /** The version that the tree stated; null where the tags were its source before. */
  readonly stated: string | null;
}

const ARCHIVE =
  "node: $Format:%H$\nnode-date: $Format:%cI$\ndescribe-name: $Format:%(describe:tags=true,match=*[0-9]*)$\n";

/** Takes the version from tags instead: the literals of the package go, every other copy is named. */
export async function applyScm(
  tree: SourceTree,
  reading: SourceReading,
  withFile: boolean,
  ports: Pick<Ports, "processes" | "environment" | "signal" | "patterns">,
): Promise<ScmReading> {
  const { model } = reading;
  const book = new RemarkBook();
  const known = { ...reading, edits: [], tags: [], stated: null };
  if (tree.git === null) {
    book.refuse(
      "version",
      "versions from tags need a git repository",
      "run git init, commit, and tag the last release",
    );
    return { ...known, refusals: [...reading.refusals, ...book.refusals] };
  }
  if (model.version.kind === "scm") return known;
  const now = model.version.kind === "static" ? model.version.version.value : model.version.value;
  const learned = learnTags(tree, now, ports.patterns);
  for (const note of learned.notes) book.note(note);
  refuseOtherTag(tree, now, learned.read, book);
  const locations = await findVersionLocations(tree);
  const stating = await statingModules(tree, model, now, locations);
  const tags = await tagVersions(
    tree.git.topLevel,
    tree.git.prefix,
    ["pyproject.toml", ...stating.slice(0, 1).map(({ path }) => path), "setup.py", "setup.cfg"],
    learned.read,
    ports,
  );
  remarkTags(tags, book);
  const versionFile = withFile ? versionFileFor(model, stating) : null;
  const edits: FileEdit[] = [];
  for (const module of stating) {
    if (module.path === versionFile) continue;
    edits.push(withoutLiterals(module, importFrom(model, module, versionFile), model.name.value));
    book.intend("wheel-file", module.member, "it takes the version from the build");
  }
  edits.push(...(await gitFiles(tree)));
  const gone = new Set([...reading.replacedFiles, ...(versionFile === null ? [] : [versionFile])]);
  remarkCopies(
    locations.filter((each) => !gone.has(each.location.file) && !isOneOf(stating, each)),
    book,
  );
  book.intend("version", null, "the version now comes from the tags; it was static before");
  return {
    ...reading,
    model: {
      ...model,
      // With setuptools-scm every tracked file is listed: data by that list would become more.
      rules: model.rules?.includesListedData === true ? null : model.rules,
      version: {
        kind: "scm",
        scm: {
          versionFile,
          versionFileTemplate: null,
          options: {
            ...(tree.git.prefix !== "" && { root: rootAbove(tree.git.prefix) }),
            local_scheme: "no-local-version",
            ...schemeFor(now, newestOf(tags)),
            ...learned.options,
          },
        },
      },
    },
    notes: [...reading.notes, ...book.notes],
    intentions: [...reading.intentions, ...book.intentions],
    refusals: [...reading.refusals, ...book.refusals],
    edits,
    tags,
    stated: now,
  };
}

/** The way from a folder of the repository to its top, where setuptools-scm has to be told to look: `a/b/` is `../..`. */
function rootAbove(prefix: string): string {
  return prefix
    .split("/")
    .slice(0, -1)
    .map(() => "..")
    .join("/");
}

/** A tag at HEAD that means another version than the tree states: one of the two is wrong, and only a person knows which. */
function refuseOtherTag(
  { git }: SourceTree,
  now: string,
  read: (tag: string) => string | null,
  book: RemarkBook,
): void {
  const here = (git?.tagsAtHead ?? []).flatMap((tag) => read(tag) ?? []);
  if (here.length > 0 && !here.some((version) => sameVersion(version, now)))
    book.refuse(
      "version",
      `HEAD is tagged ${git?.tagsAtHead.join(", ")}, and the project states ${now}`,
      "correct the version or the tag first: after the migration, the tag is the version",
    );
}

function remarkTags(tags: readonly TagVersion[], book: RemarkBook): void {
  if (tags.length === 0)
    book.note("no tag is a version: tag the last release, or the next version starts at 0.1");
  const wrong = tags.filter(({ agrees }) => !agrees);
  if (wrong.length > 0)
    book.note(
      `${wrong.length} of ${tags.length} tags mean another version than their tree stated: ${wrong.map(({ tag, stated }) => `${tag} (${stated})`).join(", ")}`,
    );
  const unread = tags.filter(({ stated }) => stated === null);
  if (unread.length > 0)
    book.note(
      `not compared, as their tree states no version as a literal: ${unread.map(({ tag }) => tag).join(", ")}`,
    );
  const late = tags.filter(({ isInOrder }) => !isInOrder);
  if (late.length > 0)
    book.note(
      `${late.length === 1 ? "a tag is" : `${late.length} tags are`} out of order, a later one means a lower version: ${late.map(({ tag }) => tag).join(", ")}; the nearest tag of HEAD counts`,
    );
}

/** The highest version that a tag names. */
function newestOf(tags: readonly TagVersion[]): string | null {
  return (
    tags
      .map(({ version }) => version)
      .toSorted(compareTexts)
      .at(-1) ?? null
  );
}

function compareTexts(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left === null || right === null ? 0 : compareVersions(left, right);
}

/** The directory of the main package; null for modules alone. */
function packageFolder({ name, wheel }: ProjectModel, literal: string | null): string | null {
  if (literal?.includes("/")) {
    const folder = literal.slice(0, literal.lastIndexOf("/"));
    if (folder !== "src") return folder;
  }
  const inits = [...wheel].filter(([member]) => /^[^/]+\/__init__\.py$/.test(member));
  const own =
    inits.find(([member]) => normalizeName(member.split("/")[0] ?? "") === normalizeName(name.value)) ??
    inits[0];
  return own === undefined ? null : own[1].slice(0, -"/__init__.py".length);
}

/** The file that the build writes: beside the main module, under a name that no code has. */
function versionFileFor(model: ProjectModel, stating: readonly StatingModule[]): string | null {
  const folder = packageFolder(model, stating[0]?.path ?? null);
  if (folder === null) return null;
  const usual = `${folder}/_version.py`;
  const taken = stating.find(({ path }) => path === usual);
  const isFree = taken === undefined ? ![...model.wheel.values()].includes(usual) : isNothingElse(taken);
  return isFree ? usual : `${folder}/_scm_version.py`;
}

/** How a module imports the file that the build writes: beside it by a dot, else by its whole name. */
function importFrom(
  { wheel }: ProjectModel,
  { member, path }: StatingModule,
  file: string | null,
): string | null {
  if (file === null) return null;
  const [folder, name] = splitPath(file.replace(/\.py$/, ""));
  if (splitPath(path)[0] === folder && member.includes("/")) return `.${name}`;
  const inside = [...wheel].find(([, each]) => each.startsWith(`${folder}/`));
  const cut = inside === undefined ? 0 : inside[1].length - inside[0].length;
  return `${folder.slice(cut)}/${name}`.replaceAll("/", ".");
}

function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}

/** .git_archival.txt, so that archives of GitHub know their version. */
async function gitFiles(tree: SourceTree): Promise<readonly FileEdit[]> {
  const edits: FileEdit[] = [];
  const add = async (path: string, line: string): Promise<void> => {
    const before = tree.has(path) ? await tree.readText(path) : null;
    if (before?.split(/\r?\n/).includes(line)) return;
    edits.push({ path, before, after: applyChanges(before ?? "", addLine(before ?? "", line)) });
  };
  await add(".gitattributes", ".git_archival.txt export-subst");
  if (!tree.has(".git_archival.txt")) edits.push({ path: ".git_archival.txt", before: null, after: ARCHIVE });
  return edits;
}

function isOneOf(stating: readonly StatingModule[], { location, start }: VersionLocation): boolean {
  return stating.some(
    ({ path, literals }) =>
      path === location.file && literals.some((each) => each.start <= start && start < each.end),
  );
}

/** Other places that state the version stay: the release raises them, as it did. */
function remarkCopies(locations: readonly VersionLocation[], book: RemarkBook): void {
  const left = new Set(locations.filter(({ isSource }) => !isSource).map(({ location }) => location.file));
  if (left.size > 0)
    book.note(
      `${[...left].join(", ")} still ${left.size === 1 ? "states" : "state"} the version: shipwheel version bump updates every copy in the commit that it tags, and shipwheel version sync corrects them`,
    );
}
