import type { IndexFacts, IndexFile, IndexProject } from "./index-facts.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Distribution } from "../distribution/distribution.ts";
import { parseFileName } from "../distribution/file-names.ts";
import type { Ports } from "../ports/ports.ts";
import { pageReader, type ReaderPorts } from "./page-reader.ts";
import type { RemoteFile } from "./simple-page.ts";
import { readIndexConfiguration, type IndexConfiguration } from "../toolbox/index-configuration.ts";
import { isValidName, lookalikeNames, normalizeName } from "../version/names.ts";
import { outerIndexes } from "./upstream-indexes.ts";

/** Look-alikes of a new name that are asked about, one by one. */
const MAX_LOOKALIKES = 16;

/**
 * Asks the index that the user installs from about projects, by its project pages (PEP 503, 691). Undefined when it
 * does not answer, or not in a form that is known: rules that need it are then skipped, not passed. Of the names that are
 * only `required`, look-alikes are not asked for.
 */
export async function gatherIndexFacts(
  names: readonly string[],
  ports: ReaderPorts & Pick<Ports, "files" | "environment">,
  indexes?: IndexConfiguration,
  required: readonly string[] = [],
): Promise<IndexFacts | undefined> {
  const configuration = indexes ?? (await readIndexConfiguration(ports));
  const [main] = outerIndexes(configuration);
  if (main === undefined) return undefined;
  try {
    const pages = await pageReader(main, configuration, ports);
    const project = async (name: string): Promise<IndexProject | null> => {
      const page = await pages.project(name);
      if (page === null) return null;
      const { status, statusReason, files } = page;
      return { name, status, statusReason, files: files.map(indexFile) };
    };
    const projects = new Map<string, IndexProject | null>();
    const lookalikes = new Map<string, readonly string[]>();
    for (const name of names) {
      const found = await project(name);
      projects.set(name, found);
      if (found !== null) continue;
      const candidates = lookalikeNames(name, MAX_LOOKALIKES);
      const others = await Promise.all(candidates.map(project));
      lookalikes.set(
        name,
        candidates.filter((_, at) => others[at] !== null),
      );
    }
    for (const name of required) {
      if (!projects.has(name)) projects.set(name, await project(name));
    }
    return { address: main.url, projects, lookalikes };
  } catch {
    return undefined;
  }
}

/** The versions that the index holds of a project; null when it was not asked about it. */
export function releasedVersions(facts: IndexFacts | null, name: string): readonly string[] | null {
  const project = facts?.projects.get(normalizeName(name));
  if (project === undefined) return null;
  return [...new Set((project?.files ?? []).flatMap((file) => file.version ?? []))];
}

/** The names of the projects that are checked. */
export function projectNames(inputs: {
  readonly tree?: SourceTree | null;
  readonly distributions: readonly Distribution[];
}): readonly string[] {
  const names = [
    inputs.tree?.project.name?.value,
    ...inputs.distributions.map((each) => each.metadata?.name),
  ];
  return [
    ...new Set(
      names.flatMap((name) => (name !== undefined && isValidName(name) ? [normalizeName(name)] : [])),
    ),
  ];
}

function indexFile(file: RemoteFile): IndexFile {
  const { fileName, sha256, size, uploadTime, yanked, provenance } = file;
  const parsed = parseFileName(fileName);
  return {
    fileName,
    sha256,
    size,
    uploadTime,
    yanked,
    provenance,
    version: parsed.kind === "invalid" ? null : parsed.version,
  };
}
