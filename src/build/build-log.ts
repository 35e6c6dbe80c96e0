import { dirname } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { isDiskFull } from "./disk-full.ts";

const TAIL_BYTES = 64 * 1024;

/** A file that a build's output is streamed to; the end of it is also kept for messages. */
export interface BuildLog {
  readonly path: string;
  write(chunk: Uint8Array): void;
  /** A line of our own, marked with `# `. */
  note(line: string): void;
  /** The last non-empty lines, printable: other bytes appear as `\xNN`. */
  lastLines(count: number): readonly string[];
  /** Waits until everything is in the file. Throws `run/disk-full`. */
  close(): Promise<void>;
}

/** Starts a log; an older file of that name is replaced. */
export async function openBuildLog(path: string, ports: Pick<Ports, "files">): Promise<BuildLog> {
  await ports.files.makeDirectory(dirname(path));
  await ports.files.remove(path);
  const queue: Uint8Array[] = [];
  let tail = Buffer.alloc(0);
  let ended = false;
  let wake: () => void = () => undefined;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (ended) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  let failure: Error | undefined;
  const written = ports.files.writeStream(path, chunks()).catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error("the log cannot be written", { cause: error });
  });
  const write = (chunk: Uint8Array): void => {
    tail = Buffer.concat([tail, chunk]);
    if (tail.length > 2 * TAIL_BYTES) tail = tail.subarray(tail.length - TAIL_BYTES);
    if (failure !== undefined) return;
    queue.push(chunk);
    wake();
  };
  return {
    path,
    write,
    note: (line) => write(Buffer.from(`# ${line}\n`)),
    lastLines: (count) => printableLines(tail).slice(-count),
    async close() {
      ended = true;
      wake();
      await written;
      if (failure === undefined) return;
      if (isDiskFull(failure)) {
        throw fault(
          "run/disk-full",
          { reason: `writing ${path}`, directory: dirname(path) },
          { cause: failure },
        );
      }
      throw failure;
    },
  };
}

function printableLines(bytes: Uint8Array): readonly string[] {
  return printable(Buffer.from(bytes))
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !line.startsWith("# "));
}

/** Text from bytes of unknown kind: UTF-8 where it is, `\xNN` for all other and for control bytes; ANSI colours go. */
export function printable(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const escaped = Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : hex(byte)));
    text = escaped.join("");
  }
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
  // oxlint-disable-next-line no-control-regex
  return plain.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, (char) =>
    hex(char.charCodeAt(0)),
  );
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
