import { defineConfig, type ViteUserConfig } from "vitest/config";

const report = process.env["SHIPWHEEL_TEST_REPORT"];

/** Real tools run in many tests: two workers, as many as a small machine has cores; slow tests set their own time. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // The environment of these machines may switch byte code off, which makes every Python child recompile itself.
    env: { PYTHONDONTWRITEBYTECODE: "" },
    // .ci/run reads the counts from here.
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.d.ts"],
      reporter: ["text-summary", "json-summary"],
      // What the tests run as a process of its own (the command line, and through it much of the pipeline) is not
      // seen here. The goal is 95 in all and 100 in the core; these are what must not be lost.
      thresholds: {
        lines: 87,
        "src/version/**": { lines: 100 },
        "src/distribution/**": { lines: 99 },
        "src/check/**": { lines: 98 },
        "src/{tree,build,verify,publish,index-server}/**": { lines: 92 },
      },
    },
  },
});

export default config;
