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
      thresholds: {
        lines: 95,
        "src/values/**": { lines: 100 },
        "src/version/**": { lines: 100 },
        "src/dist/**": { lines: 98 },
      },
    },
  },
});

export default config;
