import { createHash, getHashes } from "node:crypto";
import { FormFields } from "../../distribution/acceptance/form-fields.ts";
import { uploadFields } from "../../distribution/acceptance/file-form.ts";
import type { ServerRequest } from "../../ports/http.ts";
import type { IndexContext } from "../context.ts";
import type { Identity } from "../oidc/tokens.ts";
import { judgeArchive, judgeForm, openUpload, type Judgement } from "../upload/judge-upload.ts";
import type { UploadedFile } from "../upload/parse-upload.ts";
import { Problem } from "./messages.ts";
import { assemble } from "./receive-bytes.ts";
import type { Session, StagedFile } from "./session.ts";

/**
 * Judges a file whose bytes came, as an upload of the legacy API is judged, its form read from the file itself. Returns
 * the status of the answer. A failure is the end of this file (PEP 694): the client deletes it and begins anew.
 */
export async function completeFile(
  session: Session,
  file: StagedFile,
  identity: Identity,
  request: ServerRequest,
  context: IndexContext,
): Promise<201 | 202> {
  file.status = "processing";
  const work = async (): Promise<string | null> => {
    try {
      const words = await judged(file, identity, request, context);
      file.status = words === null ? "completed" : "error";
      file.notices = words === null ? (file.accepted?.warnings ?? []) : [words];
      // A session that was canceled meanwhile takes nothing.
      if (session.status === "canceled") await context.sessions.remove(file);
      return words;
    } catch (error) {
      file.status = "error";
      file.notices = ["The file could not be processed"];
      throw error;
    }
  };
  if (context.settings.sessions === "deferred") {
    void context.faults.processing.then(() => context.exclusively(work)).catch(() => undefined);
    return 202;
  }
  const words = await context.exclusively(work);
  if (words === null) return 201;
  throw new Problem(400, words, { errors: [{ source: file.fileName, message: words }] });
}

/** Why the file is refused; null when nothing speaks against it. */
async function judged(
  file: StagedFile,
  identity: Identity,
  request: ServerRequest,
  context: IndexContext,
): Promise<string | null> {
  const content = await assemble(file, context);
  if (content === null) return `${file.received} of ${file.size} bytes were received`;
  const wrong = await wrongDigest(file, content, context);
  if (wrong !== null) return `The announced ${wrong} does not match the received bytes.`;
  const judgement = await judgeFile(file, content, identity, request, context);
  switch (judgement.kind) {
    case "accepted":
      file.accepted = judgement.accepted;
      return null;
    case "identical":
      return `File already exists ('${file.fileName}').`;
    case "refused":
      return judgement.refusal.message;
  }
}

async function judgeFile(
  file: StagedFile,
  content: UploadedFile,
  identity: Identity,
  request: ServerRequest,
  context: IndexContext,
): Promise<Judgement> {
  const { files, clock } = context.ports;
  await using distribution = await openUpload(content.path, content.sha256, files);
  const fields = new FormFields();
  for (const [name, value] of uploadFields(distribution)) fields.add(name, value);
  if (file.attestations !== "") fields.add("attestations", file.attestations);
  const judgedForm = await judgeForm({
    fields,
    fileFields: [],
    content,
    credentials: { kind: "identity", identity },
    settings: context.settings,
    links: context.links(request.origin),
    state: context.store.state,
    now: clock.now(),
    renderer: context.renderer,
    attestations: context.attestations,
    reservations: context.sessions,
  });
  return judgedForm.kind === "passed" ? judgeArchive(judgedForm.facts, distribution) : judgedForm;
}

/** The first of the announced digests that is not the file's. Each has to hold (PEP 694). */
async function wrongDigest(
  { hashes }: StagedFile,
  content: UploadedFile,
  { ports }: IndexContext,
): Promise<string | null> {
  const known: Readonly<Record<string, string>> = {
    sha256: content.sha256,
    md5: content.md5,
    blake2_256: content.blake2b256,
  };
  for (const [name, announced] of Object.entries(hashes)) {
    const real = known[name] ?? (await digestOf(name, content.path, ports));
    if (real !== null && real !== announced) return name;
  }
  return null;
}

/** By Python's names of algorithms; null for one that is not known here: it cannot be compared. */
async function digestOf(
  name: string,
  path: string,
  { files }: Pick<IndexContext["ports"], "files">,
): Promise<string | null> {
  const algorithm = name.replace(/^blake2b$/, "blake2b512").replace(/^sha3_/, "sha3-");
  if (!getHashes().includes(algorithm)) return null;
  const hash = createHash(algorithm);
  await using source = await files.open(path);
  for await (const chunk of source.stream()) hash.update(chunk);
  return hash.digest("hex");
}
