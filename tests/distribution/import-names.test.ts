import { expect, test } from "vitest";
import { distributionsOf, importNamesOf, providesModule } from "../../src/distribution/import-names.ts";

/** What the wheels on PyPI hold, for the names that two tables had told differently. */
test.each([
  ["Crypto", ["pycrypto", "pycryptodome"]],
  [
    "cv2",
    ["opencv-contrib-python", "opencv-contrib-python-headless", "opencv-python", "opencv-python-headless"],
  ],
  ["google", ["google-auth", "google-cloud-storage", "protobuf"]],
  ["psycopg2", ["psycopg2", "psycopg2-binary"]],
  ["yaml", ["pyyaml"]],
])("%s is provided by %j", (module, distributions) => {
  expect(distributionsOf(module)).toEqual(distributions);
  for (const name of distributions) {
    expect(importNamesOf(name)).toContain(module);
    expect(providesModule({ name }, module)).toBe(true);
  }
});

test.each([
  ["google-api-python-client", "google"],
  ["ruamel.yaml", "yaml"],
])("%s does not provide %s", (name, module) => {
  expect(providesModule({ name }, module)).toBe(false);
});
