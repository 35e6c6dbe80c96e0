import { minorOf } from "../../version/python-minor.ts";
import { normalizeName } from "../../version/names.ts";
import type { Cell, ExtrasAxis, TrialPython } from "../request.ts";

/** A virtual environment with extras. */
export interface ExtrasCell extends Cell {
  readonly mode: "venv";
}

/** The cells of the extras: each alone, then all that go together. */
export function planExtras(
  { pythons, filter }: ExtrasAxis,
  extras: readonly string[],
  together: readonly string[],
): readonly ExtrasCell[] {
  const cells = pythons.flatMap((python) => [
    ...extras.map((extra) => cellOf(python, `extra-${normalizeName(extra)}`, [extra])),
    ...(extras.length > 1 ? [cellOf(python, "all-extras", together)] : []),
  ]);
  return cells.filter(
    ({ artefact, source, mode, python, extras: own }) =>
      filter === null || filter({ artifact: artefact, source, mode, python: python.version, extras: own }),
  );
}

function cellOf(python: TrialPython, label: string, extras: readonly string[]): ExtrasCell {
  const id = `wheel-uv-${minorOf(python.version)}-${label}`;
  return { id, artefact: "wheel", mode: "venv", source: "index", extras, installer: "uv", python };
}
