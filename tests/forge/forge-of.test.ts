import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { forgeOf } from "../../src/forge/forge-of.ts";
import type { Ports } from "../../src/ports/ports.ts";

/** How the program was asked, and whether there is a forge. */
async function asked(variables: Readonly<Record<string, string>>, token: string): Promise<unknown> {
  await using node = nodePorts({ variables: { PATH: "/bin", NPM_TOKEN: "planted", ...variables } });
  const calls: unknown[] = [];
  const run = ((request: { argv: readonly string[]; env: unknown }) => {
    calls.push([request.argv.join(" "), request.env]);
    return Promise.resolve({ status: token === "" ? 1 : 0, stdout: `${token}\n` });
  }) as unknown as Ports["processes"]["run"];
  const ports = { ...node.ports, processes: { ...node.ports.processes, run } };
  const repository = "https://github.corp.test/demo/demo";
  const choice = { forge: "auto", repository, remote: null, variables } as const;
  const forge = await forgeOf(choice, ports).catch((error: unknown) => (error as { code: string }).code);
  return { forge: typeof forge === "string" ? forge : forge?.title, calls };
}

test("without a variable, GitHub's own program is asked for the token of this host, and sees no other secret", async () => {
  const call = ["gh auth token --hostname github.corp.test", { PATH: "/bin" }];
  expect(await asked({}, "gho_kept")).toMatchObject({ calls: [call] });
  expect(await asked({}, "gho_kept")).not.toMatchObject({ forge: "forge/no-token" });
  expect(await asked({}, "")).toMatchObject({ forge: "forge/no-token", calls: [call] });
});

test("a variable comes first", async () => {
  expect(await asked({ GH_TOKEN: "given" }, "gho_kept")).toMatchObject({ calls: [] });
});
