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
    git: { remoteUrl: remote, tagsAtHead: tag === undefined ? [] : [tag], branch: "main" },
  } as unknown as SourceTree;
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
