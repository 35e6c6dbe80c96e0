import { basename, join, sep } from "node:path";
import { parseRecord } from "../../distribution/record.ts";
import type { Ports } from "../../ports/ports.ts";
import { isScriptGroup } from "../../distribution/entry-points.ts";
import { firstPartyModules, topOf } from "../imports/modules.ts";
import type { RehearsedProject } from "../request.ts";

type FilePorts = Pick<Ports, "files" | "environment">;

/** Where programs keep things that know no HOME, or ignore it. */
function places({ home, temporary }: FilePorts["environment"]): readonly string[] {
  const own = ["", ".config", ".cache", ".local/share", ".local/state"].map((each) => join(home, each));
  return [...new Set([...own, temporary, "/tmp", "/var/tmp", "/var/lib"])];
}

/**
 * Files and directories outside of the trial that are named as the project, its scripts or its modules, below the
 * machine's usual places. Other names say nothing: other programs write there, too.
 */
export async function namedOutside(
  project: Pick<RehearsedProject, "name" | "entryPoints" | "files">,
  { files, environment }: FilePorts,
): Promise<ReadonlySet<string>> {
  const scripts = project.entryPoints.filter(({ group }) => isScriptGroup(group));
  const modules = [...firstPartyModules(project.files.keys()).keys()].map(topOf);
  const names = new Set([project.name, ...scripts.map(({ name }) => name), ...modules].map(plain));
  const found = new Set<string>();
  for (const place of places(environment)) {
    const entries = await files.list(place).catch(() => []);
    for (const { name } of entries) if (isNamed(name, names)) found.add(join(place, name));
  }
  return found;
}

/** Whether a name begins with one of these: `.demo`, `demo.db`, `demo-state`. */
function isNamed(name: string, names: ReadonlySet<string>): boolean {
  const own = plain(name.replace(/^\.+/, ""));
  return [...names].some((each) => own === each || own.startsWith(`${each}.`) || own.startsWith(`${each}-`));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

/** Files in the packages of a project that no installer put there, relative to site-packages: no upgrade takes them away. */
export async function leftInPackages(
  sitePackages: string,
  project: Pick<RehearsedProject, "files">,
  { files }: Pick<Ports, "files">,
): Promise<readonly string[]> {
  const recorded = new Set<string>();
  for (const { name } of await files.list(sitePackages)) {
    const record = join(sitePackages, name, "RECORD");
    if (!name.endsWith(".dist-info") || (await files.stat(record)) === null) continue;
    for (const { path } of parseRecord(await files.readText(record)).rows) recorded.add(path);
  }
  const found: string[] = [];
  const tops = new Set([...firstPartyModules(project.files.keys()).keys()].map(topOf));
  for (const top of tops) await walk(top);
  return found.toSorted();

  async function walk(path: string): Promise<void> {
    const directory = join(sitePackages, path);
    if ((await files.stat(directory))?.kind !== "directory") return;
    for (const { name, kind } of await files.list(directory)) {
      const own = `${path}/${name}`;
      if (kind === "directory") {
        if (basename(own) !== "__pycache__") await walk(own);
      } else if (!recorded.has(own.replaceAll(sep, "/"))) found.push(own);
    }
  }
}
