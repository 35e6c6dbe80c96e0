#!/usr/bin/env node
import { keepHeapSmall } from "../adapters/heap.ts";
import { terminal } from "../adapters/terminal.ts";
import { document } from "./documents.ts";
import { SHIPWHEEL_VERSION } from "../text/own-version.ts";

// Built, this file and what answers quickly are one piece of CommonJS, which Node starts sooner than modules; the
// program itself stays in modules that are loaded when they are wanted.
void start();

async function start(): Promise<void> {
  const [first] = terminal.argv;
  // Asking for the version must not load anything else.
  if (first === "--version" || first === "-V") {
    const isJson = terminal.argv.includes("--json");
    terminal.stdout.write(isJson ? versionDocument() : `shipwheel ${SHIPWHEEL_VERSION}\n`);
    return;
  }
  if (first === "version" && (await answersQuickly())) return;
  const isOnePiece = first === "check" || first === "publish";
  // A long history, or a thousand workflows, are much short-lived data, which a small nursery would copy again and again.
  const isManySmall = first === "version" || (first === "workflow" && terminal.argv[1] === "check");
  if (!isManySmall) keepHeapSmall();
  const { main } = await (isOnePiece ? import("./one-piece.ts") : import("./program.ts"));
  terminal.exitWith(await main(terminal.argv));
}

function versionDocument(): string {
  const { node, platform, arch } = terminal;
  const about = document("about", { version: SHIPWHEEL_VERSION, node, platform, arch });
  return `${JSON.stringify(about)}\n`;
}

async function answersQuickly(): Promise<boolean> {
  const [{ quickVersion }, { readingPorts }] = await Promise.all([
    import("./quick-version.ts"),
    import("../adapters/reading-ports.ts"),
  ]);
  return quickVersion(terminal, readingPorts);
}
