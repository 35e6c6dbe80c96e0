import { join } from "node:path";
import { listSide } from "../compare/listed-side.ts";
import type { ListedSide, OpenedFile } from "../compare/side.ts";
import { wheelPair } from "../compare/open-sides.ts";
import type { Config } from "../config/schema.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import { normalizeName } from "../version/names.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { isUntouched, marked } from "../text/generated-mark.ts";
import { readSourceDateEpoch } from "../text/source-date-epoch.ts";
import type { RecipeFile } from "./channel.ts";
import { recipeFacts, type RecipeFacts, type ReleaseFile } from "./facts.ts";
import { RECIPE_OUT_OF_DATE } from "./recipe-rules.ts";
import { CHANNELS } from "./registry.ts";
import { resolveRequirements, type ResolvedRequirement, type ResolvePorts } from "./resolve.ts";

/** What is written or compared. */
export interface RecipeRequest {
  /** Absolute. */
  readonly project: string;
  /** A directory or file of the release, or `NAME==VERSION` of the index. */
  readonly release: string;
  /** Ids of channels; empty: those of the settings. */
  readonly channels: readonly string[];
  readonly filesAt: string | null;
  readonly offline: boolean;
  readonly settings: Pick<Config, "recipe" | "scripts" | "image">;
}

/** How a file stands to the release. `edited`: a person changed it; `kept`: it is the user's and states what it has to. */
type RecipeState = "new" | "same" | "stale" | "edited" | "kept";

/** A file of a recipe as it should be. */
export interface WrittenFile extends FileEdit {
  readonly after: string;
  readonly state: RecipeState;
}

/** One channel: its files, or why there are none. */
export interface ChannelRecipe {
  readonly channel: string;
  readonly command: string;
  readonly skipped: string | null;
  readonly files: readonly WrittenFile[];
  readonly notes: readonly string[];
}

/** The recipes of a release. */
export interface Recipes {
  readonly project: string;
  readonly version: string;
  readonly channels: readonly ChannelRecipe[];
  readonly findings: readonly Finding[];
}

/** Makes the recipes of a release, and compares them with those that are there. Throws `recipe/…`, `compare/…`. */
export async function makeRecipes(request: RecipeRequest, ports: ResolvePorts): Promise<Recipes> {
  const { settings, offline } = request;
  const [facts, { project }] = await Promise.all([
    releaseFacts(request, ports),
    readSourceTree(request.project, { allowNoGit: true }, ports),
  ]);
  // A directory that is mistyped may be the name of a project on the index.
  if (project.name !== null && normalizeName(project.name.value) !== facts.name)
    throw fault("recipe/other-project", {
      release: `${facts.project} ${facts.version}`,
      project: project.name.value,
    });
  const wanted = request.channels.length > 0 ? request.channels : settings.recipe.channels;
  const chosen = CHANNELS.filter(({ id }) => wanted.includes(id));
  const given = { settings: settings.recipe, image: settings.image };
  const resolved = new Map<string, readonly ResolvedRequirement[]>();
  for (const { unfit, resolvesFor } of chosen) {
    const python = unfit(facts) === null ? resolvesFor(given) : null;
    if (python !== null && !resolved.has(python))
      resolved.set(python, await resolveRequirements(facts.requirements, python, { offline }, ports));
  }
  const root = settings.recipe.directory;
  const texts = await existingTexts(join(request.project, root), ports);
  const now = readSourceDateEpoch(ports.environment.variables) ?? new Date(ports.clock.now());
  const findings: Finding[] = [];
  const channels = chosen.map((channel): ChannelRecipe => {
    const { command } = channel;
    const skipped = channel.unfit(facts);
    if (skipped !== null) return { channel: channel.id, command, skipped, files: [], notes: [] };
    const recipe = channel.write({
      facts,
      ...given,
      scripts: settings.scripts,
      filesAt: request.filesAt,
      resolved: resolved.get(channel.resolvesFor(given) ?? "") ?? [],
      existing: (path) => texts.get(path) ?? null,
      now,
    });
    for (const finding of recipe.findings) findings.push(below(finding, root));
    const files = recipe.files.map((file) => written(file, command, root, texts.get(file.path) ?? null));
    return { channel: channel.id, command, skipped: null, files, notes: recipe.notes };
  });
  return { project: facts.project, version: facts.version, channels, findings };
}

/** A finding for every file that does not match the release. */
export function outOfDate({ channels, version }: Pick<Recipes, "channels" | "version">): readonly Finding[] {
  return channels.flatMap(({ channel, command, files }) =>
    files
      .filter(({ state }) => state !== "same" && state !== "kept")
      .map(({ path, state }) =>
        RECIPE_OUT_OF_DATE.finding({
          message:
            state === "new"
              ? `${channel}: ${path} does not exist`
              : `${channel}: ${path} does not match release ${version}`,
          location: { file: path },
          subject: path,
          help:
            state === "edited"
              ? `edit the version and the digests, or run ${command} --force to replace the file`
              : `run ${command}, and commit the files`,
        }),
      ),
  );
}

/** Locations inside the recipe are below its directory; all others are the project's. */
function below(finding: Finding, root: string): Finding {
  const file = finding.location?.file;
  if (file === undefined || file === "pyproject.toml") return finding;
  return { ...finding, location: { ...finding.location, file: `${root}/${file}` } };
}

function written(file: RecipeFile, by: string, root: string, before: string | null): WrittenFile {
  const after = file.owner === "marked" ? marked(file.text, { by, hint: HINT }) : file.text;
  return { path: `${root}/${file.path}`, before, after, state: stateOf(file, before, after) };
}

const HINT = "from the files of the release; run it again after each release.";

function stateOf({ owner, states }: RecipeFile, before: string | null, after: string): RecipeState {
  if (before === null) return "new";
  if (before.replaceAll("\r\n", "\n") === after) return "same";
  if (owner === "merged") return "stale";
  if (owner === "marked" && isUntouched(before)) return "stale";
  // An edited file that says nothing of the version cannot be out of date.
  return states.every((state) => before.includes(state)) ? "kept" : "edited";
}

async function existingTexts(
  directory: string,
  { files }: Pick<ResolvePorts, "files">,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const queue = CHANNELS.map(({ id }) => id);
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    if ((await files.stat(join(directory, folder)))?.kind !== "directory") continue;
    for (const { name, kind } of await files.list(join(directory, folder))) {
      const path = `${folder}/${name}`;
      if (kind === "directory" && folder.split("/").length < 3) queue.push(path);
      if (kind === "file") found.set(path, await files.readText(join(directory, path)));
    }
  }
  return found;
}

async function releaseFacts(
  { release, project, offline }: RecipeRequest,
  ports: ResolvePorts,
): Promise<RecipeFacts> {
  const side = await listSide(release, { directory: project, offline }, ports);
  const opened: Partial<AsyncDisposable>[] = [];
  try {
    const sdist = await open(side, side.files.find(({ kind }) => kind === "sdist")?.fileName, opened);
    if (sdist === null) throw fault("recipe/no-sdist", { release });
    const wheel = await open(side, wheelPair(side.files, side.files)[0]?.fileName, opened);
    const linux: ReleaseFile[] = [];
    for (const { fileName } of side.files.filter((file) =>
      /-any\.whl$|linux[^-]*\.whl$/.test(file.fileName),
    )) {
      const file = fileName === wheel?.fileName ? wheel : await open(side, fileName, opened);
      linux.push({ fileName, sha256: file?.sha256 ?? "" });
    }
    return await recipeFacts(sdist, wheel, linux);
  } finally {
    for (const each of opened) await each[Symbol.asyncDispose]?.();
  }
}

async function open(
  side: ListedSide,
  fileName: string | undefined,
  opened: Partial<AsyncDisposable>[],
): Promise<OpenedFile | null> {
  if (fileName === undefined) return null;
  const file = await side.open(fileName);
  opened.push(file);
  return file;
}
