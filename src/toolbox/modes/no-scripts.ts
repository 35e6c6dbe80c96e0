import type { InstallResult } from "../installers/installer.ts";
import type { ModeResult } from "./mode.ts";

/** Tools that install programs reject a library: that is right, and shows nothing of the release. */
export function noScripts({ output }: InstallResult): ModeResult | null {
  return /No apps associated with package|No executables are provided by/.test(output)
    ? { kind: "not-tried", reason: "the release has no script, and this installs programs only" }
    : null;
}
