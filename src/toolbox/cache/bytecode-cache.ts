import { createHash } from "node:crypto";
import { dirname, join, parse } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import { cacheDirectories, markUsed } from "../pinned/tool-cache.ts";

/**
 * Lets a fresh environment use byte code that an earlier, equal one has compiled: uv does not compile on install,
 * so that otherwise every run compiles every module anew. Answers the variable for the environment's processes
 * (nothing on Windows, where links need a privilege).
 *
 * Python then keeps the byte code of a source file below `prefix`, under the file's own path; there the environment's
 * `site-packages` and the standard library are links into the tool cache. The first is named after the hashes of all
 * installed files (their RECORDs, read before any code of the environment has run), so that equal name means equal
 * sources; Python still compares times and sizes by itself.
 */
export async function bytecodeCache(
  environment: { readonly sitePackages: string; readonly python: Interpreter; readonly prefix: string },
  ports: Pick<Ports, "files" | "environment">,
): Promise<Readonly<Record<string, string>>> {
  if (ports.environment.platform === "win32") return {};
  const { sitePackages, python, prefix } = environment;
  const { root } = await cacheDirectories(ports);
  const interpreter = `${python.implementation}-${python.version}-${sha(python.executable).slice(0, 12)}`;
  const library = join(python.basePrefix, "lib", `python${python.major}.${python.minor}`);
  const store = join(root, "bytecode", interpreter);
  const stores = { [library]: "standard-library", [sitePackages]: await installedHash(sitePackages, ports) };
  for (const [source, name] of Object.entries(stores)) {
    const target = join(store, name);
    await link(prefix, source, target, ports);
    await markUsed(target, ports);
  }
  return { PYTHONPYCACHEPREFIX: prefix };
}

/** Where a virtual environment keeps what is installed (POSIX layout). */
export function sitePackagesOf(environment: string, python: Interpreter): string {
  const name = python.implementation === "pypy" ? "pypy" : "python";
  return join(environment, "lib", `${name}${python.major}.${python.minor}`, "site-packages");
}

async function link(
  prefix: string,
  source: string,
  target: string,
  ports: Pick<Ports, "files">,
): Promise<void> {
  const place = join(prefix, source.slice(parse(source).root.length));
  await Promise.all([ports.files.makeDirectory(dirname(place)), ports.files.makeDirectory(target)]);
  await ports.files.symlink(target, place);
}

/** A hash over the RECORDs of all distributions; the rows of scripts are left out: they name the environment. */
async function installedHash(sitePackages: string, ports: Pick<Ports, "files">): Promise<string> {
  const entries = await ports.files.list(sitePackages);
  const names = entries.map((entry) => entry.name).filter((name) => name.endsWith(".dist-info"));
  const records = await Promise.all(
    names.map((name) => ports.files.readText(join(sitePackages, name, "RECORD")).catch(() => name)),
  );
  const rows = records.flatMap((record) => record.split(/\r?\n/)).filter((row) => !row.startsWith(".."));
  return sha(rows.sort().join("\n")).slice(0, 40);
}

function sha(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
