import type { Option } from "commander";
import type { TargetOverrides } from "../../publish/choose-target.ts";
import { option } from "../globals.ts";

/** What can be said of an index that its address does not show; for every command that uploads. */
export function indexOptions(): readonly Option[] {
  return [
    option("--index-kind <kind>", "which software the index is (default: told by its address)"),
    option("--simple-url <url>", "the parent of its project pages (default: by its kind)"),
  ];
}

/** What was said of the index. */
export function indexOverrides(options: Readonly<Record<string, unknown>>): TargetOverrides {
  const { indexKind: kind, simpleUrl: simple } = options;
  return {
    ...(typeof kind === "string" ? { kind } : {}),
    ...(typeof simple === "string" ? { simple } : {}),
  };
}
