import { parseFileName } from "../../src/distribution/file-names.ts";
import type { IndexFacts, IndexFile, IndexProject } from "../../src/index-client/index-facts.ts";

/** What differs of one project on a made-up index. */
export interface IndexChanges {
  readonly status?: string;
  /** Days before 21 November 2026 on which all files were uploaded. */
  readonly ageDays?: number;
  readonly sha256?: string;
  readonly size?: number;
}

/** An index that has one project with these files; null: it has no such project. */
export function indexWith(
  name: string,
  fileNames: readonly string[] | null,
  changes: IndexChanges = {},
  lookalikes: readonly string[] = [],
): IndexFacts {
  const { status = "active", ageDays = 1, sha256 = "0".repeat(64), size = 1000 } = changes;
  const uploadTime = new Date(Date.parse("2026-11-21T00:00:00Z") - ageDays * 86_400_000);
  const file = (fileName: string): IndexFile => {
    const parsed = parseFileName(fileName);
    const version = parsed.kind === "invalid" ? null : parsed.version;
    return { fileName, version, sha256, size, uploadTime, yanked: false };
  };
  const project: IndexProject | null =
    fileNames === null ? null : { name, status, statusReason: null, files: fileNames.map(file) };
  return {
    address: "http://127.0.0.1/simple/",
    projects: new Map([[name, project]]),
    lookalikes: new Map([[name, lookalikes]]),
  };
}
