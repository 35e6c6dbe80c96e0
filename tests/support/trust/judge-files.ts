import { Buffer } from "node:buffer";
import { parse } from "smol-toml";
import type { RecordedPublisher } from "../../../src/config/sections/publishers.ts";
import { judgeJob, type Judgement } from "../../../src/trust/compare-publisher.ts";
import { treeClaims } from "../../../src/trust/tree-claims.ts";
import type { JobClaims } from "../../../src/trust/job-claims.ts";
import type { SourceTree } from "../../../src/tree/source-tree.ts";

/** A tree of these files alone, as far as claims are read from it. */
export function treeOf(
  files: Readonly<Record<string, string>>,
  remote: string | null,
  tag?: string,
): SourceTree {
  const paths = Object.keys(files);
  return {
    files: paths.map((path) => ({ path, executable: false, kind: "file" })),
    has: (path: string) => paths.includes(path),
    readText: (path: string) => Promise.resolve(files[path] ?? null),
    project: { name: { value: nameIn(files["pyproject.toml"]) } },
    pyproject: { value: parse(files["pyproject.toml"] ?? "") },
    neighbours: {
      list: () => Promise.resolve(paths.filter((path) => path.endsWith("/pyproject.toml"))),
      readBytes: (path: string) => Promise.resolve(Buffer.from(files[path] ?? "")),
    },
    git: { remoteUrl: remote, tagsAtHead: tag === undefined ? [] : [tag], branch: "main" },
  } as unknown as SourceTree;
}

function nameIn(pyproject = ""): string {
  return /^name = "(.+)"/m.exec(pyproject)?.[1] ?? "demo";
}

/** The claims of the publishing jobs of these files. */
export function claimsOf(
  files: Readonly<Record<string, string>>,
  remote: string | null = "https://github.com/Ada/Demo.git",
  publishers: readonly RecordedPublisher[] = [],
): Promise<readonly JobClaims[]> {
  return treeClaims(treeOf(files, remote), { pypi: publishers });
}

/** What the index says to each of them. */
export async function judgeFiles(
  files: Readonly<Record<string, string>>,
  remote: string | null,
  publisher: RecordedPublisher,
): Promise<readonly Judgement[]> {
  return (await claimsOf(files, remote, [publisher])).map((job) => judgeJob(job, [publisher]));
}
