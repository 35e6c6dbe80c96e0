import { expect, describe, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { chooseCredentials } from "../../../src/publish/credentials/choose-credentials.ts";
import { explainCredentials } from "../../../src/publish/credentials/explain-credentials.ts";
import { chooseTarget } from "../../../src/publish/choose-target.ts";
import { publishRequest } from "../../../src/release/publish.ts";

async function chosen(variables: Readonly<Record<string, string>>, index = "pypi"): Promise<unknown> {
  await using node = nodePorts({ variables: { HOME: "/nonexistent", ...variables } });
  const request = await publishRequest([], "/nonexistent", {}, node.ports);
  const target = chooseTarget(index, request.config);
  return await chooseCredentials(target, "auto", node.ports).catch((error: unknown) => error);
}

describe("a CI job without the identity that it should have", () => {
  const TOKEN = { SHIPWHEEL_TOKEN: "pypi-AgEIcHlwaS5vcmcCAAAA" };
  test.each([
    ["GitHub Actions", { GITHUB_ACTIONS: "true" }, "id-token: write"],
    ["GitLab", { GITLAB_CI: "true" }, "id_tokens"],
  ])("%s: a token that is there is not used in its place", async (_name, ci, cause) => {
    const told = (await chosen({ ...TOKEN, ...ci })) as Error;
    expect(told).toMatchObject({ code: "auth/identity-missing" });
    expect(told.message).toContain(cause);
    expect(told.message).toContain("SHIPWHEEL_TOKEN");
    await using node = nodePorts({ variables: { HOME: "/nonexistent", ...TOKEN, ...ci } });
    const request = await publishRequest([], "/nonexistent", {}, node.ports);
    const target = chooseTarget("pypi", request.config);
    const explained = await explainCredentials(target, "auto", node.ports);
    expect(explained).toMatchObject({
      method: "none",
      missing: { remedy: expect.stringContaining("--auth token") },
    });
    // The person who asks for it gets it, with a warning.
    expect(await chooseCredentials(target, "token", node.ports)).toMatchObject({ kind: "token" });
  });

  test("an index without trusted publishing takes its token as before", async () => {
    const told = await chosen(
      { SHIPWHEEL_TOKEN: "s3kret", SHIPWHEEL_USER: "ci", GITHUB_ACTIONS: "true" },
      "https://index.corp.test/upload/",
    );
    expect(told).toMatchObject({ kind: "token", source: "SHIPWHEEL_TOKEN" });
  });
});
