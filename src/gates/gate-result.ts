/** How a gate ended on one Python, JSON-safe. */
export interface GateResult {
  readonly name: string;
  /** The id of its kind. */
  readonly kind: string;
  /** The Python that it ran on, such as `3.11.7`; null: a command in the working tree. */
  readonly python: string | null;
  readonly required: boolean;
  /**
   * `vacuous`: it ended and had checked nothing. `broken`: it could not run. `not-run`: its Python is not here, or a gate
   * before it did not pass.
   */
  readonly outcome: "passed" | "failed" | "vacuous" | "broken" | "not-run";
  /** Exit status of its last command; null: it did not end by itself, or did not start. */
  readonly status: number | null;
  /** Things that it looked at, in `unit`; null: unknown. */
  readonly checked: number | null;
  readonly unit: string;
  /** Defects that it reports; null: unknown. */
  readonly findings: number | null;
  readonly seconds: number;
  readonly detail: string;
  readonly command: readonly string[];
  /** The end of what it printed. */
  readonly output: string;
}

/** What a gate is called where it runs on several Pythons. */
export function gateTitle({ name, python }: Pick<GateResult, "name" | "python">, onMany: boolean): string {
  return onMany && python !== null ? `${name} on Python ${python}` : name;
}

/** `2 of 3 gates passed: mypy failed`. */
export function gatesText(results: readonly Pick<GateResult, "name" | "outcome">[]): string {
  const names = (wanted: (outcome: GateResult["outcome"]) => boolean): readonly string[] => [
    ...new Set(results.filter(({ outcome }) => wanted(outcome)).map(({ name }) => name)),
  ];
  const all = names(() => true);
  const bad = names((outcome) => outcome !== "passed" && outcome !== "not-run");
  const many = `${all.length} ${all.length === 1 ? "gate" : "gates"}`;
  return bad.length === 0
    ? `${many} passed`
    : `${all.length - bad.length} of ${many} passed; not ${bad.join(", ")}`;
}

/** Whether a gate stops the release. */
export function isStop({ outcome, required }: Pick<GateResult, "outcome" | "required">): boolean {
  return required && outcome !== "passed" && outcome !== "not-run";
}

/** What of the gates was left out, and why: `gate pytest on Python 3.9: CPython 3.9 is not here`. */
export function gatesNotTried(
  results: readonly GateResult[],
  skipped: readonly { readonly name: string; readonly reason: string }[],
): readonly string[] {
  return [
    ...skipped.map(({ name, reason }) => `gate ${name}: ${reason}`),
    ...results.flatMap((each) =>
      each.outcome === "not-run" ? [`gate ${gateTitle(each, true)}: ${each.detail}`] : [],
    ),
  ];
}
