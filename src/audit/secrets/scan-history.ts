import { mayHoldSecret } from "../../check/rules/leaks/credential-prefixes.ts";
import { findSecrets } from "../../check/rules/leaks/secrets.ts";
import { holdsSecret, isSample, SECRET_NAME } from "../../check/views/released-files.ts";
import { LineCutter, ObjectCutter, runGit, type HistoryPorts } from "./git-objects.ts";

/** A credential, where it came into the repository. */
export interface HistorySecret {
  readonly path: string;
  /** 1-based; null: the whole file is one. */
  readonly line: number | null;
  /** The commit that brought it; null: it is not committed. */
  readonly commit: string | null;
  /** What it is: `a GitHub token`. */
  readonly kind: string;
  /** Its beginning, the rest replaced; empty for a whole file. */
  readonly masked: string;
  /** Whether the file still has it. */
  readonly isInTree: boolean;
  /** In a test, a document or an example. */
  readonly isSample: boolean;
}

/** What a scan of all commits came to. */
export interface HistoryScan {
  readonly secrets: readonly HistorySecret[];
  readonly blobs: number;
  /** Why the history was not looked at, or not all of it. */
  readonly notChecked: readonly string[];
}

interface Place {
  readonly commit: string;
  readonly path: string;
}

const MAX_BLOB = 4 * 2 ** 20;
const MOST_HITS = 2000;
const SHOWN = 3;

/**
 * Looks for credentials in every file of every commit that a reference reaches, also those that came by a merge or lie
 * in files that git takes for binary: the blobs themselves are read, not the differences.
 */
export async function scanHistory(root: string, ports: HistoryPorts): Promise<HistoryScan> {
  const notChecked: string[] = [];
  const git = (args: readonly string[], more: Parameters<typeof runGit>[3] = {}): ReturnType<typeof runGit> =>
    runGit(root, args, ports, more);
  const about = await git(["rev-parse", "--is-shallow-repository"]);
  if (!about.ok) return failed(about.stderr);
  if (about.stdout.trim() === "true") notChecked.push("the history is incomplete: this is a shallow clone");
  const sizes = await blobSizes();
  if (typeof sizes === "string") return failed(sizes);
  const places = new Map<string, Place>();
  let commit = "";
  const raw = new LineCutter((line) => {
    if (line.startsWith("\0")) commit = line.slice(1);
    const entry = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*\t(.*)$/.exec(line);
    if (entry !== null) places.set(entry[1] ?? "", { commit, path: entry[2] ?? "" });
  });
  // Newest first: what is set last is where a blob came from.
  const log = ["log", "--all", "--full-history", "-m", "--root", "--raw", "--no-abbrev", "--no-renames"];
  const logged = await git([...log, "--diff-filter=AM", "--format=%x00%H", "HEAD", "--"], {
    onOutput: (chunk) => raw.add(chunk),
  });
  if (!logged.ok) return failed(logged.stderr);
  const large = [...sizes].filter(([, size]) => size > MAX_BLOB).map(([id]) => id);
  if (large.length > 0) {
    const some = large.slice(0, SHOWN).map((id) => places.get(id)?.path ?? id);
    notChecked.push(`${large.length} files of more than 4 MiB were not searched: ${some.join(", ")}`);
  }
  const hits = new Map<string, string | null>();
  const cutter = new ObjectCutter((id, bytes) => {
    const path = places.get(id)?.path ?? "";
    if (SECRET_NAME.test(path) && !isSample(path) && holdsSecret(path, bytes)) hits.set(id, null);
    else if (hits.size < MOST_HITS && mayHoldSecret(bytes))
      hits.set(id, Buffer.from(bytes).toString("latin1"));
  });
  const wanted = [...sizes.keys()].filter((id) => (sizes.get(id) ?? 0) <= MAX_BLOB);
  const read = await git(["cat-file", "--batch", "--buffer"], {
    input: wanted.map((id) => `${id}\n`).join(""),
    onOutput: (chunk) => cutter.add(chunk),
  });
  if (!read.ok) notChecked.push(`the history is incomplete: ${read.stderr.split("\n")[0] ?? ""}`);
  if (hits.size >= MOST_HITS)
    notChecked.push(`only ${MOST_HITS} files with beginnings of credentials were looked at`);
  const present = await treeBlobs();
  const secrets = new Map<string, HistorySecret>();
  for (const [id, text] of hits) {
    const { path, commit: from } = places.get(id) ?? { path: id, commit: null };
    const where = { path, commit: from, isInTree: present.has(id), isSample: isSample(path) };
    const found =
      text === null
        ? [{ kind: "a file of secrets by its name", masked: "", line: null }]
        : await findSecrets(text);
    for (const each of found) {
      const key = `${path}\0${each.kind}\0${each.masked}`;
      // The same credential in a later version of the file is the same finding.
      const known = secrets.get(key);
      if (known === undefined || (where.isInTree && !known.isInTree)) secrets.set(key, { ...where, ...each });
    }
  }
  return { secrets: [...secrets.values()], blobs: wanted.length, notChecked };

  function failed(reason: string): HistoryScan {
    const [first = ""] = reason.split("\n");
    return { secrets: [], blobs: 0, notChecked: [`the history was not searched: ${first}`] };
  }

  async function blobSizes(): Promise<ReadonlyMap<string, number> | string> {
    const ids: string[] = [];
    const lines = new LineCutter((line) => void ids.push(line));
    const only = ["--filter=object:type=blob", "--filter-provided-objects", "--no-object-names"];
    const listed = await git(
      ["rev-list", "--objects", "--all", ...only, "--missing=allow-any", "HEAD", "--"],
      {
        onOutput: (chunk) => lines.add(chunk),
      },
    );
    if (!listed.ok) return listed.stderr;
    const found = new Map<string, number>();
    let missing = 0;
    const checked = new LineCutter((line) => {
      const [id = "", kind, size] = line.split(" ");
      if (kind === "missing") missing += 1;
      else if (kind === "blob") found.set(id, Number(size));
    });
    const asked = await git(["cat-file", "--batch-check", "--buffer"], {
      input: ids.map((id) => `${id}\n`).join(""),
      onOutput: (chunk) => checked.add(chunk),
    });
    const isPartial =
      (await git(["config", "--get-regexp", String.raw`^remote\..*\.promisor$`])).stdout !== "";
    if (!asked.ok || missing > 0 || isPartial)
      notChecked.push("the history is incomplete: this is a partial clone");
    return found;
  }

  async function treeBlobs(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    const lines = new LineCutter((line) => void ids.add(/^\d+ blob ([0-9a-f]+)/.exec(line)?.[1] ?? ""));
    await git(["ls-tree", "-r", "--full-tree", "HEAD"], { onOutput: (chunk) => lines.add(chunk) });
    return ids;
  }
}
