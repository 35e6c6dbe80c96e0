import { join } from "node:path";
import { ENCRYPTED_SOURCE } from "../../distribution/archive/encrypted-source.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Files } from "../../ports/files.ts";
import type { ArchiveFacts, FileFacts, RequestFacts } from "../acceptance/facts.ts";
import { identicalFile } from "../acceptance/file-rules.ts";
import { ACCEPTANCE_ORDER } from "../acceptance/order.ts";
import { firstRefusal, refuse, type Refusal } from "../acceptance/refusal.ts";
import { normalizeName } from "../../version/names.ts";
import { provenanceOf } from "./provenance.ts";
import { releaseInfo } from "./release-info.ts";
import type { StoredFile } from "../state/events.ts";
import type { Store } from "../state/store.ts";

/** What became of an upload. */
export type UploadVerdict =
  | { readonly kind: "stored"; readonly file: StoredFile; readonly warnings: readonly string[] }
  | { readonly kind: "identical"; readonly file: StoredFile }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Judges an upload and, when nothing speaks against it, stores it. A refused one leaves no trace. */
export async function handleUpload(facts: RequestFacts, store: Store, files: Files): Promise<UploadVerdict> {
  const formRefusal = await firstRefusal(ACCEPTANCE_ORDER.form, facts);
  if (formRefusal !== null) return { kind: "refused", refusal: formRefusal };
  const fileFacts = readFileFacts(facts);
  const fileRefusal = await firstRefusal(ACCEPTANCE_ORDER.file, fileFacts);
  if (fileRefusal !== null) return { kind: "refused", refusal: fileRefusal };
  const identical = identicalFile(fileFacts);
  if (identical !== null) return { kind: "identical", file: identical };
  const historyRefusal = await firstRefusal(ACCEPTANCE_ORDER.history, fileFacts);
  if (historyRefusal !== null) return { kind: "refused", refusal: historyRefusal };
  return judgeArchive(fileFacts, store, files);
}

function readFileFacts(facts: RequestFacts): FileFacts {
  const { content, credentials, fields, state } = facts;
  if (content === null || credentials.kind !== "identity")
    throw new Error("the form rules let a bad form pass");
  const name = fields.first("name");
  return {
    ...facts,
    content,
    identity: credentials.identity,
    name,
    version: fields.first("version"),
    fileType: fields.first("filetype") === "sdist" ? "sdist" : "bdist_wheel",
    project: state.projects.get(normalizeName(name)) ?? null,
  };
}

async function judgeArchive(facts: FileFacts, store: Store, files: Files): Promise<UploadVerdict> {
  const { content } = facts;
  const folder = `${content.path}.d`;
  const path = join(folder, content.fileName);
  await files.makeDirectory(folder);
  try {
    await files.rename(content.path, path);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== "ENAMETOOLONG") throw error;
    const refusal = refuse("filename-too-long", `Filename is too long: '${content.fileName}'`);
    return { kind: "refused", refusal };
  }
  try {
    await using distribution = await openDistribution(path, files, {
      sha256: content.sha256,
      visitors: [ENCRYPTED_SOURCE],
    });
    const refusal = await firstRefusal(ACCEPTANCE_ORDER.archive, { ...facts, distribution });
    if (refusal !== null) return { kind: "refused", refusal };
    return await storeFile({ ...facts, distribution }, path, store);
  } finally {
    await files.remove(folder);
  }
}

async function storeFile(facts: ArchiveFacts, path: string, store: Store): Promise<UploadVerdict> {
  const { content, distribution, fields, identity } = facts;
  const metadata = facts.fileType === "bdist_wheel" ? distribution.metadataBytes : null;
  const file: StoredFile = {
    fileName: content.fileName,
    version: facts.version,
    packageType: facts.fileType,
    pythonVersion: facts.fileType === "sdist" ? "source" : fields.first("pyversion"),
    comment: fields.first("comment"),
    size: content.size,
    sha256: content.sha256,
    blake2b256: content.blake2b256,
    md5: content.md5,
    uploadTime: `${facts.now.toISOString().slice(0, -1)}000Z`,
    metadataSha256: await store.keep({ ...content }, path, metadata),
    provenance: provenanceOf(facts),
  };
  await store.record({
    type: "file",
    project: facts.project?.name ?? facts.name,
    owner: identity.kind === "user" ? identity.user : null,
    info: releaseInfo(fields),
    file,
  });
  const warnings = distribution.problems.filter((problem) => problem.pypi === undefined);
  return { kind: "stored", file, warnings: warnings.map((problem) => problem.message) };
}
