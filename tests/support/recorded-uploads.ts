import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { Fault } from "../../src/findings/fault.ts";
import type { TestIndex } from "./index.ts";
import { tokenHeader } from "./upload-form.ts";

/** One upload to PyPI's own application, and what it answered. */
export interface RecordedUpload {
  readonly id: string;
  /** What is special about it. */
  readonly label: string;
  /** The file's name as sent. */
  readonly file: string;
  readonly content_type: string;
  /** A value that is no text is base64. */
  readonly fields: readonly (readonly [name: string, value: string | { readonly b64: string }])[];
  /** The file, base64. */
  readonly content: string;
  /** Whether the file says what the form says, so that `check` can know. */
  readonly check: boolean;
  readonly status: number;
  /** Status and words; of an error of PyPI's own, the exception. */
  readonly answer: string;
}

/** Every recorded upload, in the order of sending: later ones meet the projects that earlier ones made. */
export function recordedUploads(): readonly RecordedUpload[] {
  const packed = readFileSync(join(import.meta.dirname, "../cases/uploads/uploads.jsonl.gz"));
  const lines = gunzipSync(packed).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedUpload);
}

/** An answer to an upload; the words are empty when it was taken. */
export interface UploadAnswer {
  readonly status: number;
  readonly words: string;
}

/** PyPI's answer, in the form of ours. */
export function recordedAnswer({ status, answer }: RecordedUpload): UploadAnswer {
  return { status, words: status === 200 ? "" : answer.replace(/^\d{3} /, "") };
}

/** Sends the recorded form to an index of ours. */
export async function sendRecorded(each: RecordedUpload, it: TestIndex): Promise<UploadAnswer> {
  const boundary = "recorded-boundary-41c9";
  const pieces: Buffer[] = [];
  const part = (disposition: string, type: string, content: Buffer): void => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n`;
    pieces.push(Buffer.from(head), content, Buffer.from("\r\n"));
  };
  for (const [name, value] of each.fields) {
    const bytes = typeof value === "string" ? Buffer.from(value) : Buffer.from(value.b64, "base64");
    part(`name="${name}"`, "", bytes);
  }
  const fileName = each.file.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  const type = `Content-Type: ${each.content_type}\r\n`;
  part(`name="content"; filename="${fileName}"`, type, Buffer.from(each.content, "base64"));
  const response = await fetch(it.index.uploadUrl, {
    method: "POST",
    headers: {
      authorization: tokenHeader(it.index.token),
      accept: "application/json",
      "content-type": `multipart/form-data; boundary=${boundary}`,
    },
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  });
  const text = await response.text();
  if (response.status === 200) return { status: 200, words: "" };
  try {
    const { code = text } = JSON.parse(text) as { code?: string };
    return { status: response.status, words: code.replace(/^\d{3} /, "") };
  } catch {
    return { status: response.status, words: text };
  }
}

/** Code and message of every error of `check --target pypi` on the recorded file alone. */
export async function checkRecorded(
  each: RecordedUpload,
  folder: string,
): Promise<readonly { readonly rule: string; readonly message: string }[]> {
  await using node = nodePorts({});
  const own = join(folder, each.id);
  await mkdir(own, { recursive: true });
  const path = join(own, each.file);
  try {
    await writeFile(path, Buffer.from(each.content, "base64"));
    const { findings } = await checkPaths(
      { paths: [path], allowNoGit: true, select: [], ignore: [], target: "pypi" },
      node.ports,
    );
    return findings
      .filter(({ severity }) => severity === "error")
      .map(({ rule, message }) => ({ rule, message }));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ rule: error.code, message: error.message }];
  }
}
