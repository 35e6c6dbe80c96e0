import { join } from "node:path";
import { expect, test } from "vitest";
import type { Environment } from "../../src/ports/ports.ts";
import { childEnvironment, proxyVariables } from "../../src/toolbox/child-environment.ts";

function environment(variables: Record<string, string>): Environment {
  return { variables, platform: "linux", home: "/home/ada", temporary: "/tmp", cores: 2 };
}

test.each([
  "PIP_INDEX_URL",
  "PIP_REQUIRE_VIRTUALENV",
  "UV_INDEX_URL",
  "UV_PYTHON",
  "PYTHONPATH",
  "PYTHONHOME",
  "PYTHONDONTWRITEBYTECODE",
  "VIRTUAL_ENV",
  "GIT_DIR",
  "GIT_WORK_TREE",
  "TWINE_PASSWORD",
  "GITHUB_TOKEN",
  "GITHUB_OUTPUT",
  "GITHUB_ENV",
  "GITHUB_PATH",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "AWS_SECRET_ACCESS_KEY",
  "MY_PASSWORD",
  "NPM_CONFIG_AUTH",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "SSH_AUTH_SOCK",
  "npm_config_cache",
  "NODE_OPTIONS",
  "XDG_CONFIG_HOME",
  "CONDA_PREFIX",
  "SHIPWHEEL_OFFLINE",
])("%s is not passed on", (name) => {
  expect(Object.values(childEnvironment(environment({ [name]: "planted" })))).not.toContain("planted");
});

test.each([
  "PATH",
  "TMPDIR",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "PIP_CERT",
  "NODE_EXTRA_CA_CERTS",
  "npm_config_registry",
  "HTTP_PROXY",
  "https_proxy",
  "NO_PROXY",
  "CC",
  "CFLAGS",
  "JAVA_HOME",
  "AUTHOR",
])("%s is passed on", (name) => {
  expect(childEnvironment(environment({ [name]: "kept" }))[name]).toBe("kept");
});

test("the registry of npm is passed on without its credentials", () => {
  const child = childEnvironment(
    environment({ npm_config_registry: "https://user:secret@npm.corp.test/", npm_config__auth: "x" }),
  );
  expect(child).toMatchObject({ npm_config_registry: "https://npm.corp.test/" });
  expect(child).not.toHaveProperty("npm_config__auth");
});

test("the locale is UTF-8 whatever the user's is", () => {
  const child = childEnvironment(environment({ LANG: "POSIX", LC_ALL: "C", LC_CTYPE: "C" }));
  expect(child).toMatchObject({ LANG: "C.UTF-8", LC_ALL: "C.UTF-8", PYTHONUTF8: "1" });
});

test("the installers' caches stay the user's own when HOME is another", () => {
  const child = childEnvironment(environment({ HOME: "/home/ada" }), { HOME: "/run/home" });
  expect(child).toMatchObject({
    HOME: "/run/home",
    UV_CACHE_DIR: join("/home/ada", ".cache", "uv"),
    PIP_CACHE_DIR: join("/home/ada", ".cache", "pip"),
  });
  const named = childEnvironment(environment({ UV_CACHE_DIR: "/c/uv", XDG_CACHE_HOME: "/xdg" }));
  expect(named).toMatchObject({ UV_CACHE_DIR: "/c/uv", PIP_CACHE_DIR: join("/xdg", "pip") });
});

test("Python may write byte code and does not see the user's site", () => {
  const child = childEnvironment(environment({ PYTHONDONTWRITEBYTECODE: "1" }));
  expect(child["PYTHONDONTWRITEBYTECODE"]).toBeUndefined();
  expect(child["PYTHONNOUSERSITE"]).toBe("1");
});

test("behind a proxy, this machine is reached without it", () => {
  const child = childEnvironment(environment({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "corp.test" }));
  expect(child).toMatchObject({
    HTTPS_PROXY: "http://proxy:3128",
    NO_PROXY: "corp.test,127.0.0.1,localhost",
    no_proxy: "corp.test,127.0.0.1,localhost",
  });
  expect(childEnvironment(environment({}))["NO_PROXY"]).toBeUndefined();
});

test.each([
  ["http://ada:s3cret@proxy:3128", "http://proxy:3128"],
  ["http://ada:s3@cret@proxy:3128/", "http://proxy:3128/"],
  ["ada:s3cret@proxy:3128", "proxy:3128"],
  ["http://proxy:3128", "http://proxy:3128"],
])("a proxy's password goes to what installs, and to nothing else: %s", (said, shown) => {
  for (const name of ["HTTPS_PROXY", "http_proxy", "ALL_PROXY"]) {
    const own = environment({ [name]: said });
    expect(childEnvironment(own)[name]).toBe(shown);
    expect(childEnvironment(own, proxyVariables(own))[name]).toBe(said);
  }
});
