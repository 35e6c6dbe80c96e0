import { expect, test } from "vitest";
import { gatherIndexFacts } from "../../src/index-client/gather-index-facts.ts";
import type { IndexConfiguration } from "../../src/toolbox/index-configuration.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { testIndex } from "../support/index.ts";

function configured(url: string): IndexConfiguration {
  const address = { url, username: null, password: null, source: "test" };
  return {
    default: address,
    extra: [],
    findLinks: [],
    certificate: null,
    trustedHosts: [],
    netrc: null,
  };
}

test("files, versions, digests and status of a project come from its page", async () => {
  await using it = await testIndex();
  await it.upload(demoWheel());
  await it.upload(demoSdist({ version: "1.1" }));
  await it.index.yank("demo-pkg", "1.1", "broken");
  await it.index.setStatus("demo-pkg", "archived", "no longer kept");
  const facts = await gatherIndexFacts(["demo-pkg"], it.ports, configured(it.index.simpleUrl));
  const project = facts?.projects.get("demo-pkg");
  expect(project).toMatchObject({ name: "demo-pkg", status: "archived", statusReason: "no longer kept" });
  expect(project?.files).toMatchObject([
    { fileName: "demo_pkg-1.0.0-py3-none-any.whl", version: "1.0.0", yanked: false },
    { fileName: "demo_pkg-1.1.tar.gz", version: "1.1", yanked: true },
  ]);
  expect(project?.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(project?.files[0]?.uploadTime).toBeInstanceOf(Date);
  expect(facts?.lookalikes.size).toBe(0);
});

test("of a name that is new, the look-alikes that are there", async () => {
  await using it = await testIndex();
  await it.upload(demoWheel({ name: "flask-ultra" }));
  const facts = await gatherIndexFacts(["f1ask-ultra"], it.ports, configured(it.index.simpleUrl));
  expect(facts?.projects.get("f1ask-ultra")).toBeNull();
  expect(facts?.lookalikes.get("f1ask-ultra")).toEqual(["flask-ultra"]);
});

test("an index that does not answer gives no facts: the rules are then skipped", async () => {
  await using it = await testIndex();
  const { simpleUrl } = it.index;
  await it.index.close();
  expect(await gatherIndexFacts(["demo-pkg"], it.ports, configured(simpleUrl))).toBeUndefined();
});
