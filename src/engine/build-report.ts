import { digestsOf } from "../build/lock/lock-file.ts";
import type { ReleaseValues } from "./release-values.ts";
import type { RunReport } from "./report.ts";

/** What the report says of the build; nothing where nothing was built. */
export function buildReport({
  built,
  pythons,
  buildLock = null,
  newLock = null,
  reproduced = null,
  readme = null,
  treeWheel = null,
}: Partial<ReleaseValues>): Pick<RunReport, "build"> {
  if (built === undefined || pythons === undefined) return {};
  const { environment, required, sourceDateEpoch, normalized } = built.made;
  const lock = newLock ?? buildLock;
  return {
    build: {
      python: pythons[0].version,
      sourceDateEpoch,
      requires: required,
      environment: environment.map((requirement) => ({ requirement, sha256: digestsOf(lock, requirement) })),
      lock: lock === null ? null : { file: lock.file, sha256: lock.sha256 },
      normalized,
      reproducible: reproduced?.isSame ?? null,
      readme:
        readme === null ? null : { file: readme.file, tag: readme.tag, diff: readme.diff, left: readme.left },
      treeWheel: treeWheel?.differences ?? null,
      differences: reproduced?.differences ?? [],
    },
  };
}
