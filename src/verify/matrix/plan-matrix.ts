import { INSTALLERS, type InstallerId } from "../../toolbox/installers/registry.ts";
import { MODE_IDS, MODES, type ModeId } from "../../toolbox/modes/registry.ts";
import type { AbsentCell, ArtefactKind, Cell, ModeCell, TrialPython } from "../request.ts";
import type { MatrixSize } from "../../config/sections/verify.ts";
import { minorOf } from "../../version/python-minor.ts";
import { planCells } from "./cells.ts";
import type { CellFilter } from "./cell-expression.ts";

/** What the matrix is made of. */
export interface MatrixAxes {
  readonly size: MatrixSize;
  readonly artefacts: readonly ArtefactKind[];
  readonly installers: readonly InstallerId[];
  /** Those that were named, or the one on PATH. */
  readonly pythons: readonly TrialPython[];
  /** The further ones that the release declares, as far as they are here. */
  readonly declared: readonly TrialPython[];
  /** Of those, the ones that pip does not support, by executable: with the reason. */
  readonly withoutPip: ReadonlyMap<string, string>;
  /** Declared ones that cannot be had. */
  readonly absent: readonly { readonly python: string; readonly reason: string }[];
  readonly modes: readonly ModeId[];
  readonly filter: CellFilter | null;
}

/** What is tried, and what is not for want of a Python. */
export interface Matrix {
  /** Virtual environments: they show what is right. */
  readonly cells: readonly Cell[];
  readonly modes: readonly ModeCell[];
  readonly absent: readonly AbsentCell[];
}

/**
 * Decides which cells there are. `quick`: every artifact with every installer on the Pythons of the settings, and the
 * modes that the settings name. `declared`: the wheel on every Python that the release declares, too. `full`: all of it
 * everywhere. A virtual environment from the wheel always stays: the others are compared with it.
 */
export function planMatrix(axes: MatrixAxes): Matrix {
  const { size, artefacts, installers, pythons, declared, withoutPip, absent, filter } = axes;
  const isFull = size === "full";
  const quick = planCells({ artefacts, installers, pythons });
  const wider = size === "quick" ? [] : declared;
  const all = planCells({
    artefacts: isFull ? artefacts : artefacts.filter((each) => each === "wheel"),
    installers: isFull ? installers : installers.slice(-1),
    pythons: wider,
  });
  const reasonOf = ({ installer, python }: Cell): string | undefined =>
    INSTALLERS[installer].needsPip ? withoutPip.get(python.executable) : undefined;
  const more = all.filter((cell) => reasonOf(cell) === undefined);
  const unmade = all.flatMap((cell): readonly AbsentCell[] => {
    const reason = reasonOf(cell);
    return reason === undefined ? [] : [{ ...cell, python: minorOf(cell.python.version), reason }];
  });
  const modes = modesOf(size, axes.modes).flatMap((mode) =>
    (isFull ? [...pythons, ...wider] : pythons.slice(0, 1)).map((python) => modeCell(mode, python)),
  );
  const missing =
    size === "quick"
      ? []
      : absent.map(({ python, reason }): AbsentCell => ({
          id: `wheel-${installers.at(-1) ?? "uv"}-${python}`,
          artefact: "wheel",
          mode: "venv",
          python,
          reason,
        }));
  const cells = [...quick, ...more];
  const kept = cells.filter((cell) => filter === null || filter(factsOf(cell)));
  const first = cells.findLast(({ artefact }) => artefact === "wheel") ?? cells.at(-1);
  return {
    cells: kept.some(({ artefact }) => artefact === "wheel") || first === undefined ? kept : [...kept, first],
    modes: modes.filter((cell) => filter === null || filter(factsOf(cell))),
    absent: [...missing, ...unmade].filter(
      (cell) => filter === null || filter({ ...cell, artifact: cell.artefact, source: "index", extras: [] }),
    ),
  };
}

/** The ways to install that a matrix of this size tries: all of them, or those that the settings name. */
export function modesOf(size: MatrixSize, named: readonly ModeId[]): readonly ModeId[] {
  return size === "full" ? MODE_IDS : named;
}

function factsOf({ artefact, source, mode, python, extras }: Cell) {
  return { artifact: artefact, source, mode, python: python.version, extras };
}

function modeCell(mode: ModeId, python: TrialPython): ModeCell {
  const { source, installer } = MODES[mode];
  return {
    id: `${mode}-${minorOf(python.version)}`,
    artefact: "wheel",
    mode,
    source,
    extras: [],
    installer,
    python,
  };
}

/** What a cell's installation is called: the installer of a virtual environment, else the way. */
export function methodOf({ mode, installer }: Pick<Cell, "mode" | "installer">): string {
  return mode === "venv" ? installer : mode;
}
