import type { Ports } from "../ports/ports.ts";
import { SHIPWHEEL_VERSION } from "../text/own-version.ts";
import { uvVersion } from "../toolbox/uv.ts";
import type { ReleaseValues } from "./release-values.ts";
import type { ToolReport } from "./report.ts";

/** The programs that took part in a run, with their versions. */
export async function toolsOf(
  { uv, pip, pythons }: Partial<ReleaseValues>,
  ports: Ports,
): Promise<readonly ToolReport[]> {
  const found = uv === undefined ? [] : [{ name: "uv", version: await uvVersion(ports) }];
  return [
    { name: "shipwheel", version: SHIPWHEEL_VERSION },
    ...found,
    ...(pip == null ? [] : [{ name: "pip", version: pip.version }]),
    ...(pythons ?? []).map(({ implementation, version, platform, libc }) => ({
      name: PYTHONS[implementation] ?? implementation,
      version: [version, platform, ...(libc === null ? [] : [libc])].join(" · "),
    })),
  ];
}

const PYTHONS: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy" };
