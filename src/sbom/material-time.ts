import { sourceDateEpoch } from "../build/source-date-epoch.ts";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";

/** The time that a bill of materials tells: SOURCE_DATE_EPOCH, else the commit's; null for a plain directory. */
export function materialTime(tree: Pick<SourceTree, "git">, ports: Pick<Ports, "environment">): Date | null {
  const epoch = sourceDateEpoch(tree, ports)["SOURCE_DATE_EPOCH"];
  const seconds = epoch === undefined ? Number.NaN : Number(epoch);
  return Number.isInteger(seconds) ? new Date(seconds * 1000) : null;
}
