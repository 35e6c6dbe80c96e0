import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { parseFileName } from "../../../src/distribution/file-names.ts";
import { outerIndexes } from "../../../src/index-client/upstream-indexes.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { readIndexConfiguration } from "../../../src/toolbox/index-configuration.ts";
import { compareVersions, parseVersion } from "../../../src/version/pep440.ts";

import type { Pin } from "./data.ts";

/** Where sdists, logs and results are kept: outside of every checkout. */
export const CORPUS_CACHE: string =
  process.env["SHIPWHEEL_CORPUS_CACHE"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "shipwheel-corpus");

const pageSchema = v.object({
  files: v.array(
    v.object({
      filename: v.string(),
      url: v.string(),
      hashes: v.object({ sha256: v.optional(v.string()) }),
      yanked: v.optional(v.union([v.boolean(), v.string()])),
    }),
  ),
});
type PageFile = v.InferOutput<typeof pageSchema>["files"][number];

/**
 * The path of a pinned sdist. The index that this machine's pip is set up for is asked for its address; pip itself
 * would run the backend of every project only to download it.
 */
export async function fetchSdist(pin: Pin, ports: Ports): Promise<string> {
  const folder = join(CORPUS_CACHE, "sdists");
  const kept = join(folder, pin.file);
  if (!existsSync(kept) || digest(readFileSync(kept)) !== pin.sha256) {
    const file = (await projectFiles(pin.name, ports)).find((each) => each.hashes.sha256 === pin.sha256);
    if (file === undefined) throw new Error(`the index has no ${pin.file} of this digest`);
    const bytes = await download(file.url, ports);
    if (digest(bytes) !== pin.sha256) throw new Error(`${pin.file} is not ${pin.sha256}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${kept}.part`, bytes);
    renameSync(`${kept}.part`, kept);
  }
  return kept;
}

/** The newest final release of a project that has an sdist, as a pin without its backend. */
export async function newestSdist(name: string, ports: Ports): Promise<Omit<Pin, "backend">> {
  const files = (await projectFiles(name, ports)).filter(
    (each) => each.yanked === undefined || each.yanked === false,
  );
  const sdists = files.flatMap((file) => {
    const parsed = parseFileName(file.filename);
    if (parsed.kind !== "sdist" || file.hashes.sha256 === undefined) return [];
    const version = parseVersion(parsed.version);
    if (version === null || version.pre !== null || version.dev !== null) return [];
    const pin = { name, version: parsed.version, file: file.filename, sha256: file.hashes.sha256 };
    return [{ pin, version }];
  });
  const [newest] = sdists.toSorted((a, b) => compareVersions(b.version, a.version));
  if (newest === undefined) throw new Error(`the index has no sdist of ${name}`);
  return newest.pin;
}

async function projectFiles(name: string, ports: Ports): Promise<readonly PageFile[]> {
  const configuration = await readIndexConfiguration(ports);
  const [index] = outerIndexes(configuration);
  if (index === undefined) throw new Error("no index is configured");
  const url = `${index.url.replace(/\/+$/, "")}/${name}/`;
  const body = await download(url, ports, "application/vnd.pypi.simple.v1+json");
  const { files } = v.parse(pageSchema, JSON.parse(Buffer.from(body).toString("utf8")));
  return files.map((file) => ({ ...file, url: new URL(file.url, url).href }));
}

async function download(url: string, ports: Ports, accept = "*/*"): Promise<Uint8Array> {
  const { certificate } = await readIndexConfiguration(ports);
  const ca = certificate === null ? {} : { ca: await ports.files.readText(certificate) };
  const answer = await ports.http.request({
    method: "GET",
    url,
    headers: { accept },
    maxBytes: 256 * 1024 * 1024,
    timeoutMs: 180_000,
    ...ca,
  });
  const { location } = answer.headers;
  if (answer.status >= 300 && answer.status < 400 && location !== undefined)
    return download(new URL(location, url).href, ports, accept);
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
  return answer.body;
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
