import { existsSync } from "node:fs";
import { toolPath, type ToolName } from "../../scripts/workflow-tools.ts";

/** What of these tools is not in the cache, as the title of a suite that skips for it says; empty: all are there. */
export function missingTools(...tools: readonly ToolName[]): string {
  const missing = tools.filter((name) => !existsSync(toolPath(name)));
  return missing.length === 0 ? "" : ` [SKIPPED: npm run workflow-tools brings ${missing.join(", ")}]`;
}
