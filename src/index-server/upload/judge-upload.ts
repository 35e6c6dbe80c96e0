import { ENCRYPTED_SOURCE } from "../../distribution/archive/encrypted-source.ts";
import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import type { Files } from "../../ports/files.ts";
import { normalizeName } from "../../version/names.ts";
import type { FileFacts, RequestFacts } from "../acceptance/facts.ts";
import { identicalFile } from "../acceptance/file-rules.ts";
import { ACCEPTANCE_ORDER } from "../acceptance/order.ts";
import { firstRefusal, type Refusal } from "../acceptance/refusal.ts";
import type { ReleaseInfo, StoredFile } from "../state/events.ts";
import { provenanceOf } from "./provenance.ts";
import { releaseInfo } from "./release-info.ts";

/** A file that nothing speaks against: what the index keeps of it. */
export interface AcceptedFile {
  /** As it was spelled first. */
  readonly project: string;
  readonly owner: string | null;
  readonly info: ReleaseInfo;
  readonly file: Omit<StoredFile, "uploadTime" | "metadataSha256">;
  /** The METADATA of a wheel. */
  readonly metadata: Uint8Array | null;
  readonly warnings: readonly string[];
}

/** What is said to an upload. */
export type Judgement =
  | { readonly kind: "accepted"; readonly accepted: AcceptedFile }
  | { readonly kind: "identical"; readonly file: StoredFile }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Judges form, file and history; what passes is judged further by {@link judgeArchive}. */
export async function judgeForm(
  facts: RequestFacts,
): Promise<
  { readonly kind: "passed"; readonly facts: FileFacts } | Exclude<Judgement, { readonly kind: "accepted" }>
> {
  const formRefusal = await firstRefusal(ACCEPTANCE_ORDER.form, facts);
  if (formRefusal !== null) return { kind: "refused", refusal: formRefusal };
  const fileFacts = readFileFacts(facts);
  const fileRefusal = await firstRefusal(ACCEPTANCE_ORDER.file, fileFacts);
  if (fileRefusal !== null) return { kind: "refused", refusal: fileRefusal };
  const identical = identicalFile(fileFacts);
  if (identical !== null) return { kind: "identical", file: identical };
  const historyRefusal = await firstRefusal(ACCEPTANCE_ORDER.history, fileFacts);
  if (historyRefusal !== null) return { kind: "refused", refusal: historyRefusal };
  return { kind: "passed", facts: fileFacts };
}

/** Opens the bytes of an upload, which lie under the file's own name. */
export function openUpload(path: string, sha256: string, files: Files): Promise<Distribution> {
  return openDistribution(path, files, { sha256, visitors: [ENCRYPTED_SOURCE] });
}

/** Judges the archive itself. */
export async function judgeArchive(facts: FileFacts, distribution: Distribution): Promise<Judgement> {
  const refusal = await firstRefusal(ACCEPTANCE_ORDER.archive, { ...facts, distribution });
  if (refusal !== null) return { kind: "refused", refusal };
  const { content, fields, identity, fileType, project, name, version } = facts;
  const warnings = distribution.problems.filter((problem) => problem.pypi === undefined);
  return {
    kind: "accepted",
    accepted: {
      project: project?.name ?? name,
      owner: identity.kind === "user" ? identity.user : null,
      info: releaseInfo(fields),
      file: {
        fileName: content.fileName,
        version,
        packageType: fileType,
        pythonVersion: fileType === "sdist" ? "source" : fields.first("pyversion"),
        comment: fields.first("comment"),
        size: content.size,
        sha256: content.sha256,
        blake2b256: content.blake2b256,
        md5: content.md5,
        provenance: provenanceOf(facts),
      },
      metadata: fileType === "bdist_wheel" ? distribution.metadataBytes : null,
      warnings: warnings.map((problem) => problem.message),
    },
  };
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
