import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { FileFacts, RequestFacts } from "../acceptance/facts.ts";
import { refuse, type Refusal } from "../acceptance/refusal.ts";
import type { FileEvent, StoredFile } from "../state/events.ts";
import type { Store } from "../state/store.ts";
import { judgeArchive, judgeForm, openUpload, type AcceptedFile } from "./judge-upload.ts";

/** What became of an upload. */
export type UploadVerdict =
  | { readonly kind: "stored"; readonly file: StoredFile; readonly warnings: readonly string[] }
  | { readonly kind: "identical"; readonly file: StoredFile }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Judges an upload and, when nothing speaks against it, stores it. A refused one leaves no trace. */
export async function handleUpload(facts: RequestFacts, store: Store, files: Files): Promise<UploadVerdict> {
  const judged = await judgeForm(facts);
  return judged.kind === "passed" ? storeArchive(judged.facts, store, files) : judged;
}

async function storeArchive(facts: FileFacts, store: Store, files: Files): Promise<UploadVerdict> {
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
    await using distribution = await openUpload(path, content.sha256, files);
    const judged = await judgeArchive(facts, distribution);
    if (judged.kind !== "accepted") return judged;
    const event = await keepFile(judged.accepted, path, facts.now, store);
    await store.record(event);
    return { kind: "stored", file: event.file, warnings: judged.accepted.warnings };
  } finally {
    await files.remove(folder);
  }
}

/** Moves an accepted file to its place; it is part of the index once the event is recorded. */
export async function keepFile(
  { project, owner, info, file, metadata }: AcceptedFile,
  path: string,
  now: Date,
  store: Store,
): Promise<FileEvent> {
  const stored: StoredFile = {
    ...file,
    uploadTime: `${now.toISOString().slice(0, -1)}000Z`,
    metadataSha256: await store.keep(file, path, metadata),
  };
  return { type: "file", project, owner, info, file: stored };
}
