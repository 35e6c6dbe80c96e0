import { INSTALLER_IDS, type InstallerId } from "../../toolbox/installers/registry.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { ArtefactKind, Cell, TrialPython } from "../request.ts";

/**
 * The matrix: every artefact with every installer on every Python. What takes longest comes first, so that a
 * few workers finish soonest; ids are unique even when two Pythons share a minor version.
 */
export function planCells(axes: {
  readonly artefacts: readonly ArtefactKind[];
  readonly installers: readonly InstallerId[];
  readonly pythons: readonly TrialPython[];
}): readonly Cell[] {
  const cells: Cell[] = [];
  const taken = new Set<string>();
  for (const artefact of ["sdist", "wheel"] as const) {
    for (const installer of INSTALLER_IDS) {
      if (!axes.artefacts.includes(artefact) || !axes.installers.includes(installer)) continue;
      for (const python of axes.pythons) {
        const plain = `${artefact}-${installer}-${minorOf(python.version)}`;
        const id = taken.has(plain) ? `${artefact}-${installer}-${python.version}-${taken.size}` : plain;
        taken.add(id);
        cells.push({ id, artefact, mode: "venv", source: "index", extras: [], installer, python });
      }
    }
  }
  return cells;
}
