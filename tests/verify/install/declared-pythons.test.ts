import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { checkDeclaredPythons } from "../../../src/verify/install/declared-pythons.ts";
import { temporaryDirectory } from "../../support/tree.ts";

test("a requirement that uv names across two lines is named", async () => {
  await using directory = await temporaryDirectory("shipwheel-declared-");
  await using node = nodePorts({});
  const stderr = `  × No solution found when resolving dependencies:
  ╰─▶ Because the requested Python version (>=3.12) does not satisfy Python<3.12 and helper==1.0 depends on
      Python<3.12, we can conclude that helper==1.0 cannot be used.
`;
  const run = async () => ({ status: 1, signal: null, stdout: "", stderr, seconds: 0, timedOut: false });
  const { findings } = await checkDeclaredPythons(
    {
      directory: directory.path,
      requirements: ["helper==1.0"],
      requiresPython: null,
      classifiers: ["Programming Language :: Python :: 3.12"],
      tested: [{ executable: "python3", version: "3.11.2" }],
      indexVariables: {},
      uv: "uv",
      environmentBase: {},
      installTimeout: 10,
    },
    { ...node.ports, processes: { ...node.ports.processes, run } },
  );
  expect(findings).toMatchObject([{ subject: "helper@3.12", symptom: "install:requirement:helper" }]);
});
