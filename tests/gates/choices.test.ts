import { expect, test } from "vitest";
import { GATE_CHOICES } from "../../src/gates/choices.ts";
import { GATE_KINDS } from "../../src/gates/registry.ts";

test("the settings name every kind of gate, in the order of the registry", () => {
  expect(GATE_CHOICES).toEqual(GATE_KINDS.map(({ id }) => id));
});
