/** A workflow with one publishing job. */
export function publishingWorkflow(
  more: {
    readonly on?: string;
    readonly environment?: string | null;
    readonly head?: string;
    readonly step?: string;
  } = {},
): string {
  const { on = "push: {tags: ['v*']}", environment = "pypi", head = "", step = "" } = more;
  return [
    `on: {${on}}`,
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-latest",
    ...(head === "" ? [] : [`    ${head}`]),
    ...(environment === null ? [] : [`    environment: ${environment}`]),
    "    permissions: {id-token: write}",
    "    steps:",
    "      - uses: pypa/gh-action-pypi-publish@release/v1",
    ...(step === "" ? [] : [`        ${step}`]),
    "",
  ].join("\n");
}
