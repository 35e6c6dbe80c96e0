import { expect, test } from "vitest";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { testIndex } from "../support/index.ts";

test("a wheel and an sdist go in and come out", async () => {
  await using it = await testIndex();
  const wheel = await it.upload(demoWheel());
  expect([wheel.status, wheel.text, wheel.message]).toEqual([200, "", ""]);
  const sdist = await it.upload(demoSdist());
  expect([sdist.status, sdist.message]).toEqual([200, ""]);
  const page = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+json" });
  expect(JSON.parse(page.text)).toMatchObject({ name: "demo-pkg", versions: ["1.0.0"] });
});
