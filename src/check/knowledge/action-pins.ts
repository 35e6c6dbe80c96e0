/** A release of an action and the commit that its tag stands for. */
export interface ActionPin {
  readonly version: string;
  readonly commit: string;
}

/** Releases of 2026-11-20, by `owner/name`, lower-case. Corroborated by the pins of several public repositories each. */
export const ACTION_PINS: ReadonlyMap<string, ActionPin> = new Map([
  [
    "actions/attest-build-provenance",
    { version: "v4.1.1", commit: "0f67c3f4856b2e3261c31976d6725780e5e4c373" },
  ],
  ["actions/cache", { version: "v6.1.0", commit: "55cc8345863c7cc4c66a329aec7e433d2d1c52a9" }],
  ["actions/checkout", { version: "v7.0.1", commit: "3d3c42e5aac5ba805825da76410c181273ba90b1" }],
  ["actions/download-artifact", { version: "v8.0.1", commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c" }],
  ["actions/setup-node", { version: "v7.0.0", commit: "820762786026740c76f36085b0efc47a31fe5020" }],
  ["actions/setup-python", { version: "v7.0.0", commit: "5fda3b95a4ea91299a34e894583c3862153e4b97" }],
  ["actions/upload-artifact", { version: "v7.0.1", commit: "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a" }],
  ["astral-sh/setup-uv", { version: "v10.0.1", commit: "20cfd1bf945f4377ade1205e4dbc17946fc9a30d" }],
  ["pypa/gh-action-pypi-publish", { version: "v1.14.2", commit: "dc37677b2e1c63e2034f94d8a5b11f265b73ba33" }],
]);
