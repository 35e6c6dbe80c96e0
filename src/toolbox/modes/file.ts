import { fileRequirement } from "./places.ts";
import type { Mode } from "./mode.ts";
import { intoVenv } from "./venv.ts";

/** A wheel that somebody downloaded, or took out of a build's artifacts. */
export const file: Mode = {
  summary: "a virtual environment, from the wheel as a local file",
  source: "file",
  installer: "uv",
  command: "pip install ./WHEEL",
  install: (target, request, ports) => intoVenv([fileRequirement(target, request)], target, request, ports),
};
