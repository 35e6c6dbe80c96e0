import type { FurtherChanges, VersionHabits } from "../../src/compare/compare-releases.ts";
import { compareReleases, type ReleaseDifference } from "../../src/compare/compare-releases.ts";
import type { Side } from "../../src/compare/side.ts";
import { openBuilt } from "../support/open-bytes.ts";
import { sdist, type SdistBuilder } from "../support/sdist.ts";
import { wheel, type WheelBuilder } from "../support/wheel.ts";

const NOTHING: FurtherChanges = { changes: [], notCompared: [], isComplete: true };

/** A side of one wheel, one sdist or both. */
export async function sideOf(
  built: { readonly wheel?: WheelBuilder; readonly sdist?: SdistBuilder },
  changes: Partial<Side> = {},
): Promise<Side> {
  const [wheel, sdist] = await Promise.all(
    [built.wheel, built.sdist].map(async (builder) => {
      if (builder === undefined) return null;
      const opened = await openBuilt(builder);
      return { ...opened, sha256: opened.digests.sha256, read: (path: string) => opened.read(path) };
    }),
  );
  const named = (wheel ?? sdist)?.metadata;
  return {
    label: "here",
    project: named?.name ?? "",
    version: named?.version ?? "",
    files: [wheel, sdist].flatMap((each) =>
      each == null ? [] : [{ fileName: each.fileName, kind: each.kind, size: each.size }],
    ),
    isWhole: false,
    wheel: wheel ?? null,
    sdist: sdist ?? null,
    ...changes,
  };
}

/** Two wheels, compared; `old` is 1.0.0 and `now` 1.1.0 unless they say otherwise. */
export async function wheelDifference(
  old: (builder: WheelBuilder) => WheelBuilder,
  now: (builder: WheelBuilder) => WheelBuilder,
  versions: readonly [string, string] = ["1.0.0", "1.1.0"],
  further: FurtherChanges = NOTHING,
  habits?: VersionHabits,
): Promise<ReleaseDifference> {
  const build = (version: string, change: typeof old): Promise<Side> =>
    sideOf({ wheel: change(wheel({ version }).file("demo/__init__.py", "x = 1\n")) });
  return compareReleases(await build(versions[0], old), await build(versions[1], now), further, habits);
}

export { compareReleases, NOTHING, sdist, wheel };
