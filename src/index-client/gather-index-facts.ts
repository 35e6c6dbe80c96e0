import { Buffer } from "node:buffer";
import type { IndexFacts, IndexFile, IndexProject } from "./index-facts.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Distribution } from "../distribution/distribution.ts";
import { parseFileName } from "../distribution/file-names.ts";
import type { Ports } from "../ports/ports.ts";
import { readSimplePage, type RemoteFile } from "./simple-page.ts";
import { readIndexConfiguration, type IndexConfiguration } from "../toolbox/index-configuration.ts";
import { isValidName, lookalikeNames, normalizeName } from "../version/names.ts";
import { outerIndexes } from "./upstream-indexes.ts";

const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;
/** Look-alikes of a new name that are asked about, one by one. */
const MAX_LOOKALIKES = 16;
const ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.1";

type FactPorts = Pick<Ports, "http" | "files" | "environment" | "signal">;

/**
 * Asks the index that the user installs from about projects, by its project pages (PEP 503, 691). Undefined when it
 * does not answer, or not in a form that is known: rules that need it are then skipped, not passed. Of the names that are
 * only `required`, look-alikes are not asked for.
 */
export async function gatherIndexFacts(
  names: readonly string[],
  ports: FactPorts,
  indexes?: IndexConfiguration,
  required: readonly string[] = [],
): Promise<IndexFacts | undefined> {
  const configuration = indexes ?? (await readIndexConfiguration(ports));
  const [main] = outerIndexes(configuration);
  if (main === undefined) return undefined;
  const { certificate } = configuration;
  const ca = certificate === null ? null : await ports.files.readText(certificate).catch(() => null);
  const reader = new PageReader(main.url, main.authorization?.reveal() ?? null, ca, ports);
  try {
    const projects = new Map<string, IndexProject | null>();
    const lookalikes = new Map<string, readonly string[]>();
    for (const name of names) {
      const project = await reader.project(name);
      projects.set(name, project);
      if (project !== null) continue;
      const candidates = lookalikeNames(name, MAX_LOOKALIKES);
      const found = await Promise.all(candidates.map((candidate) => reader.project(candidate)));
      lookalikes.set(
        name,
        candidates.filter((_, at) => found[at] !== null),
      );
    }
    for (const name of required) {
      if (!projects.has(name)) projects.set(name, await reader.project(name));
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

/** Reads project pages of one index, its credentials shown to nobody else. */
class PageReader {
  readonly #root: string;
  readonly #authorization: string | null;
  readonly #ca: string | null;
  readonly #ports: FactPorts;

  constructor(root: string, authorization: string | null, ca: string | null, ports: FactPorts) {
    this.#root = root.replace(/\/+$/, "");
    this.#authorization = authorization;
    this.#ca = ca;
    this.#ports = ports;
  }

  /** Null: there is no such project. Throws when the index cannot be read. */
  async project(name: string): Promise<IndexProject | null> {
    let url = new URL(`${this.#root}/${name}/`);
    const { origin } = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await this.#ports.http.request({
        method: "GET",
        url: url.href,
        headers: {
          accept: ACCEPT,
          ...(this.#authorization === null || url.origin !== origin
            ? {}
            : { authorization: this.#authorization }),
        },
        maxBytes: MAX_PAGE_BYTES,
        timeoutMs: TIMEOUT_MS,
        signal: this.#ports.signal,
        ...(this.#ca === null ? {} : { ca: this.#ca }),
      });
      const { location } = answer.headers;
      if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
        url = new URL(location, url);
        continue;
      }
      if (answer.status === 404) return null;
      const type = answer.headers["content-type"] ?? "";
      const page =
        answer.status === 200 ? readSimplePage(answer.body, type, name) : { problem: answer.status };
      if ("problem" in page) throw new Error(`the project page of ${name} cannot be read (${page.problem})`);
      return { name, ...readStatus(answer.body, type), files: page.files.map(indexFile) };
    }
    throw new Error("the index redirects in a loop");
  }
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

/** Status markers of PEP 792; an index without them has active projects only. */
function readStatus(body: Uint8Array, type: string): Pick<IndexProject, "status" | "statusReason"> {
  if (!/json/.test(type)) return { status: "active", statusReason: null };
  const page = JSON.parse(Buffer.from(body).toString("utf8")) as {
    readonly "project-status"?: { readonly status?: unknown; readonly reason?: unknown };
  };
  const { status, reason } = page["project-status"] ?? {};
  return {
    status: typeof status === "string" ? status : "active",
    statusReason: typeof reason === "string" ? reason : null,
  };
}
