import { resolve } from "node:path";
import { ExampleError, makeExample } from "../examples/make-example.ts";
import { stories } from "../examples/stories.ts";

const USAGE = "usage: npm run --silent example -- NAME STATE DIR";

/** All examples with their states, one a line. */
function listing(): string {
  return stories
    .flatMap((story) => [
      `${story.name}: ${story.summary}`,
      ...Object.entries(story.states).map(([name, state]) => `  ${name.padEnd(14)} ${state.summary}`),
    ])
    .join("\n");
}

function main(argv: readonly string[]): number {
  const [name, state, directory] = argv;
  if (name === undefined || state === undefined || directory === undefined || argv.length !== 3) {
    process.stderr.write(`${USAGE}\n\n${listing()}\n`);
    return 2;
  }
  try {
    // npm runs scripts in the package's directory: a relative DIR means the caller's.
    makeExample(name, state, resolve(process.env["INIT_CWD"] ?? ".", directory));
    return 0;
  } catch (error) {
    if (!(error instanceof ExampleError)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n\n${listing()}\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
