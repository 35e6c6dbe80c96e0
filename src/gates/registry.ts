import type { GateKind } from "./gate-kind.ts";
import { bandit } from "./kinds/bandit.ts";
import { command } from "./kinds/command.ts";
import { examples } from "./kinds/examples.ts";
import { hatch } from "./kinds/hatch.ts";
import { mkdocs } from "./kinds/mkdocs.ts";
import { mypy } from "./kinds/mypy.ts";
import { nox } from "./kinds/nox.ts";
import { poe } from "./kinds/poe.ts";
import { preCommit } from "./kinds/pre-commit.ts";
import { pyright } from "./kinds/pyright.ts";
import { pytest } from "./kinds/pytest.ts";
import { ruffFormat } from "./kinds/ruff-format.ts";
import { ruff } from "./kinds/ruff.ts";
import { sphinx } from "./kinds/sphinx.ts";
import { tox } from "./kinds/tox.ts";
import { uv } from "./kinds/uv.ts";

/** The kinds of gates, in the order in which they are proposed; `choices.ts` has their ids. */
export const GATE_KINDS: readonly GateKind[] = [
  pytest,
  ruff,
  ruffFormat,
  mypy,
  pyright,
  bandit,
  sphinx,
  mkdocs,
  examples,
  tox,
  nox,
  preCommit,
  hatch,
  poe,
  uv,
  command,
];

/** The kind of a name; null: there is none. */
export function gateKind(id: string): GateKind | null {
  return GATE_KINDS.find((kind) => kind.id === id) ?? null;
}
