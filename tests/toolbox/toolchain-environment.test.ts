import { join } from "node:path";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { sharedCargoTarget, toolchainHomes } from "../../src/toolbox/toolchain-environment.ts";

test("toolchains below the user's HOME are named, unless the session names them itself", async () => {
  const home = mkdtempSync(join(tmpdir(), "toolchains-"));
  for (const directory of [".cargo", ".rustup", "go"]) mkdirSync(join(home, directory));
  await using own = nodePorts({
    events: () => undefined,
    variables: { HOME: home, RUSTUP_HOME: "/opt/rustup" },
  });
  expect(await toolchainHomes(own.ports)).toEqual({
    CARGO_HOME: join(home, ".cargo"),
    GOPATH: join(home, "go"),
  });
});

test("the builds of a Rust project share one Cargo directory, others have none", async () => {
  await using own = nodePorts({ events: () => undefined, variables: { HOME: tmpdir() } });
  const build = await sharedCargoTarget(["maturin>=1.5,<2"], own.ports);
  expect(build["CARGO_TARGET_DIR"]).toBeDefined();
  expect(await sharedCargoTarget(["setuptools", "Setuptools_Rust"], own.ports)).toEqual(build);
  expect(await sharedCargoTarget(["hatchling"], own.ports)).toEqual({});
  await using set = nodePorts({
    events: () => undefined,
    variables: { HOME: tmpdir(), CARGO_TARGET_DIR: "/elsewhere" },
  });
  expect(await sharedCargoTarget(["maturin"], set.ports)).toEqual({});
});
