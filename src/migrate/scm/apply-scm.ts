import type { Ports } from "../../ports/ports.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import { findVersionLocations } from "../../tree/version-locations/find-version-locations.ts";
import { addLine, lineEnding } from "../../tree/edit/text-lines.ts";
import { applyChanges } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import { sameVersion } from "../../version/same-version.ts";
import { normalizeName } from "../../version/names.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import type { SourceReading } from "../sources/source.ts";
import { learnTags, schemeFor } from "./learn-tags.ts";
import { tagVersions, type TagVersion } from "./tag-versions.ts";

/** A reading whose version comes from tags, and what goes with it. */
export interface ScmReading extends SourceReading {
  readonly edits: readonly FileEdit[];
  readonly tags: readonly TagVersion[];
  /** The version that the tree stated; null where the tags were its source before. */
  readonly stated: string | null;
}

const ARCHIVE =
  "node: $Format:%H$\nnode-date: $Format:%cI$\ndescribe-name: $Format:%(describe:tags=true,match=*[0-9]*)$\n";

/** Takes the version from tags instead: one literal of the package changes, every other copy is named. */
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
  const literal = await literalOf(tree, model, now);
  const tags = await tagVersions(
    tree.git.topLevel,
    tree.git.prefix,
    ["pyproject.toml", ...(literal === null ? [] : [literal.path]), "setup.py", "setup.cfg"],
    learned.read,
    ports,
  );
  remarkTags(tags, book);
  const folder = packageFolder(model, literal?.path ?? null);
  const versionFile = withFile && folder !== null ? `${folder}/_version.py` : null;
  const edits: FileEdit[] = [];
  const change = await changedLiteral(tree, model, literal, versionFile);
  if (change !== null) {
    edits.push(change);
    const member = memberOf(model, change.path);
    if (member !== null) book.intend("wheel-file", member, "it takes __version__ from what the build writes");
  }
  edits.push(...(await gitFiles(tree)));
  await remarkCopies(tree, [change?.path ?? "", "pyproject.toml", ...reading.replacedFiles], book);
  book.intend("version", null, "the version comes from the tags from now on; it was a static one");
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
      "correct the version or the tag first: from now on the tag is the version",
    );
}

function remarkTags(tags: readonly TagVersion[], book: RemarkBook): void {
  if (tags.length === 0)
    book.note(
      "there is no tag that means a version: tag the last release, or the next version begins at 0.1",
    );
  const wrong = tags.filter(({ agrees }) => !agrees);
  if (wrong.length > 0)
    book.note(
      `${wrong.length} of ${tags.length} tags mean another version than their tree stated: ${wrong.map(({ tag, stated }) => `${tag} (${stated})`).join(", ")}`,
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

interface Literal {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The assignment of `__version__` in the package. */
async function literalOf(
  tree: SourceTree,
  { version, wheel }: ProjectModel,
  now: string,
): Promise<Literal | null> {
  const paths =
    version.kind === "attribute"
      ? [version.path]
      : [...wheel.values()].filter((path) => path.endsWith(".py")).sort((a, b) => a.length - b.length);
  for (const path of paths) {
    const found = /^(__version__)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(['"])([^'"\n]+)\2/m.exec(
      (await tree.readText(path)) ?? "",
    );
    if (found !== null && sameVersion(found[3] ?? "", now))
      return { path, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** The directory of the main package; null for modules alone. */
function packageFolder({ name, wheel }: ProjectModel, literal: string | null): string | null {
  if (literal?.includes("/") && wheelHas(wheel, literal)) {
    const folder = literal.slice(0, literal.lastIndexOf("/"));
    if (folder !== "src") return folder;
  }
  const inits = [...wheel].filter(([member]) => /^[^/]+\/__init__\.py$/.test(member));
  const own =
    inits.find(([member]) => normalizeName(member.split("/")[0] ?? "") === normalizeName(name.value)) ??
    inits[0];
  return own === undefined ? null : own[1].slice(0, -"/__init__.py".length);
}

function wheelHas(wheel: ReadonlyMap<string, string>, path: string): boolean {
  return [...wheel.values()].includes(path);
}

function memberOf({ wheel }: ProjectModel, path: string): string | null {
  return [...wheel].find(([, source]) => source === path)?.[0] ?? null;
}

function memberFolder(model: ProjectModel, folder: string): string {
  const inside = [...model.wheel].find(([, path]) => path.startsWith(`${folder}/`));
  if (inside === undefined) return folder;
  const [member, path] = inside;
  return member.slice(0, member.length - (path.length - folder.length));
}

/** Only the literal changes: to the file that the build writes, or to the metadata of the installation. */
async function changedLiteral(
  tree: SourceTree,
  model: ProjectModel,
  literal: Literal | null,
  versionFile: string | null,
): Promise<FileEdit | null> {
  if (literal === null) return null;
  const before = (await tree.readText(literal.path)) ?? "";
  const folder = literal.path.slice(0, Math.max(0, literal.path.lastIndexOf("/")));
  const end = lineEnding(before);
  const beside = versionFile !== null && versionFile === `${folder}/_version.py`;
  const module =
    versionFile === null
      ? ""
      : `${memberFolder(model, versionFile.replace(/\/_version\.py$/, "")).replaceAll("/", ".")}._version`;
  const text =
    versionFile === null
      ? `from importlib.metadata import version as _version${end}${end}__version__ = _version("${model.name.value}")`
      : `from ${beside ? "._version" : module} import __version__`;
  return {
    path: literal.path,
    before,
    after: before.slice(0, literal.start) + text + before.slice(literal.end),
  };
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

/** Other places that state the version have to follow the tags, or go. */
async function remarkCopies(tree: SourceTree, done: readonly string[], book: RemarkBook): Promise<void> {
  const locations = await findVersionLocations(tree);
  const files = new Set(
    locations.map(({ location }) => location.file).filter((file) => !done.includes(file)),
  );
  for (const file of files)
    book.note(`${file} states the version, too: remove it, or keep it in step with shipwheel version sync`);
}
