#!/usr/bin/env node
import { keepHeapSmall } from "../adapters/heap.ts";
import { terminal } from "../adapters/terminal.ts";
import { SHIPWHEEL_VERSION } from "./version.ts";

// Asking for the version must not load anything else.
if (terminal.argv.length === 1 && (terminal.argv[0] === "--version" || terminal.argv[0] === "-V")) {
  terminal.stdout.write(`shipwheel ${SHIPWHEEL_VERSION}\n`);
} else if (!(await answersQuickly())) {
  // A long history is much short-lived text, which a small nursery would copy again and again.
  if (terminal.argv[0] !== "version") keepHeapSmall();
  const { main } = await import("./program.ts");
  terminal.exitWith(await main(terminal.argv));
}

async function answersQuickly(): Promise<boolean> {
  if (terminal.argv[0] !== "version") return false;
  const [{ quickVersion }, { nodePorts }] = await Promise.all([
    import("./quick-version.ts"),
    import("../adapters/node-ports.ts"),
  ]);
  return quickVersion(terminal, () => nodePorts({}));
}
