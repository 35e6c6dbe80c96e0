import type { FileEdit } from "../../../src/text/file-edit.ts";

/** A file that changes, one that comes, and one that goes. */
export const EDITS: readonly FileEdit[] = [
  { path: "pyproject.toml", before: "[tool.poetry]\r\nname = 'x'\r\n", after: "[project]\r\nname = 'x'\r\n" },
  { path: "MANIFEST.in", before: null, after: "graft tests\n" },
  { path: "setup.py", before: "setup()\n", after: null },
];
