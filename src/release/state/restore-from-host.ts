import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { CHECKSUM_FILE } from "../../announce/assets.ts";
import { readChecksums } from "../../announce/checksums.ts";
import { describeDistribution } from "../../distribution/describe-distribution.ts";
import { isFileOf } from "../../distribution/file-names.ts";
import { fault } from "../../findings/fault.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import type { Forge, ForgeAsset, ForgeRelease } from "../../forge/forge.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FrozenFile } from "../../publish/frozen-file.ts";
import { normalizeName } from "../../version/names.ts";
import { judgeRestoredAttestations } from "../files/restored-attestations.ts";
import type { ReleaseMaterial } from "../material.ts";
import { freezeSet } from "./frozen-set.ts";

/** A file of a release on a host, by the name and the digest that its `SHA256SUMS` has. */
interface ListedFile {
  readonly name: string;
  readonly sha256: string;
  readonly asset: ForgeAsset;
}

/** What is longer is no list of digests. */
const MAX_CHECKSUMS = 4 * 1024 * 1024;

/** The signature of `SHA256SUMS`, which that cannot name. */
const SIGNATURE = /^SHA256SUMS\.[a-z]+$/;

/** Names go below a directory of ours. */
const PLAIN_NAME = /^[\w][\w.+!~-]*$/;

/** What came of taking the files from a host. */
export interface Restored {
  /** `the draft v1.0 on GitHub`. */
  readonly from: string;
  /** What stands against them; nothing is kept of them then. */
  readonly findings: readonly Finding[];
}

/**
 * Takes the files of a release that another machine began from the release on the repository host, draft or published:
 * since some of them may be on the index already, a new build could not take their place. Whoever may write a draft may
 * have changed it: files that the index does not show yet are judged as if they had been built here, and attestations
 * have to be this repository's. Null where the host has no whole release of this commit.
 */
export async function restoreFromHost(
  { release, state, look }: Pick<ReleaseMaterial, "release" | "state" | "look">,
  judgeFiles: (paths: readonly string[]) => Promise<readonly Finding[]>,
  ports: Pick<Ports, "files" | "events" | "environment">,
): Promise<Restored | null> {
  const { files, events } = ports;
  const { forge, tag, commit, project, version } = release;
  const there = forge === null || tag === null ? null : await forge.find(tag.name);
  if (forge === null || there === null) return null;
  const listed = await listedFiles(forge, there);
  const distributions = listed.filter(({ name }) => isFileOf(name, version));
  if (distributions.length === 0 || (there.commit !== null && there.commit !== commit)) return null;
  const { files: shown } = await look();
  const isShown = ({ name, sha256 }: ListedFile): boolean => shown.get(name)?.sha256 === sha256;
  // Nobody tells of which commit they are: what the index has decides.
  if (there.commit === null && !distributions.some(isShown)) return null;
  await files.remove(state.distributions);
  await files.makeDirectory(state.distributions);
  const frozen: FrozenFile[] = [];
  for (const { name, sha256, asset } of distributions) {
    const path = join(state.distributions, name);
    await fetchFile(forge, there, asset, path, sha256, files);
    const { metadata, size } = await describeDistribution(path, files);
    const isIt = metadata?.version === version && normalizeName(metadata.name) === normalizeName(project);
    if (!isIt) return null;
    frozen.push({ fileName: name, size, sha256 });
  }
  const from = `the ${there.draft ? "draft" : "release"} ${there.tag} on ${forge.title}`;
  if (!distributions.every(isShown)) {
    const text = `the files of ${from} are used, which an interrupted release attached; they are first checked and installed`;
    events({ type: "note", level: "info", text });
    const findings = await judgeFiles(frozen.map(({ fileName }) => join(state.distributions, fileName)));
    if (findings.some(isError)) return { from, findings };
  }
  const companions = listed.filter(({ name }) => !isFileOf(name, version));
  const assets = join(state.directory, "assets");
  await files.makeDirectory(assets);
  for (const { name, sha256, asset } of companions)
    await fetchFile(forge, there, asset, join(assets, name), sha256, files);
  for (const asset of there.assets.filter(({ name, complete }) => complete && SIGNATURE.test(name)))
    await fetchFile(forge, there, asset, join(assets, asset.name), asset.sha256, files);
  const names = companions.map(({ name }) => name);
  const restored = { from, forge, commit, distributions: frozen };
  const forged = await judgeRestoredAttestations(names, assets, restored, ports);
  if (forged.length > 0) {
    await files.remove(assets);
    return { from, findings: forged };
  }
  await freezeSet(state.journal, frozen);
  for (const { name, sha256 } of companions) {
    const of = state.journal.last("frozen")?.n ?? 0;
    await state.journal.append("made", { file: name, frozen: of, sha256 });
  }
  await state.journal.append("rehearsed", { commit, restoredFrom: from, report: null });
  return { from, findings: [] };
}

/** Everything that its `SHA256SUMS` names; empty where that is missing, or one of the files is. */
async function listedFiles(forge: Forge, release: ForgeRelease): Promise<readonly ListedFile[]> {
  const sums = release.assets.find(({ name, complete }) => complete && name === CHECKSUM_FILE);
  if (sums === undefined || sums.size > MAX_CHECKSUMS) return [];
  const hash = createHash("sha256");
  let text = "";
  await forge.download(release, sums, async (body) => {
    const chunks = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    text = Buffer.concat(chunks).toString("utf8");
  });
  if (sums.sha256 !== null && hash.update(text).digest("hex") !== sums.sha256) throw otherBytes(forge, sums);
  const digests = [...(readChecksums(text) ?? [])];
  const listed = digests.flatMap(([name, sha256]): readonly ListedFile[] => {
    const asset = release.assets.find(
      (each) => each.complete && (each.sha256 === null ? each.name === name : each.sha256 === sha256),
    );
    return asset === undefined || !PLAIN_NAME.test(name) ? [] : [{ name, sha256, asset }];
  });
  return listed.length === digests.length ? listed : [];
}

async function fetchFile(
  forge: Forge,
  release: ForgeRelease,
  asset: ForgeAsset,
  path: string,
  sha256: string | null,
  files: Ports["files"],
): Promise<void> {
  await forge.download(release, asset, async (body) => {
    await files.remove(path);
    await files.writeStream(path, body);
  });
  if (sha256 !== null && (await files.sha256(path)) !== sha256) throw otherBytes(forge, asset);
}

/** An answer that was cut off, or a host that gives other bytes than it tells of. */
function otherBytes({ title }: Forge, { name }: ForgeAsset): Error {
  return fault("forge/unreachable", {
    forge: title,
    reason: `${name} does not match its digest`,
  });
}
