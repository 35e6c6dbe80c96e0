import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyRelease } from "../../../src/verify/verify-release.ts";
import { release } from "../support/release.ts";
import { trialBench } from "../support/trials.ts";

test("the files of an environment are its own: a program that writes into them changes no other one, nor the cache", async () => {
  await using bench = await trialBench();
  const request = await bench.request(release());
  await verifyRelease(request, bench.own.ports);
  const installed = globSync(join(request.directory, "*", "env", "**", "demo", "__init__.py"));
  expect(installed.map((file) => statSync(file).nlink)).toEqual([1]);
});
