import { describe, expect, test } from "vitest";
import { sameConditions } from "../../src/version/marker-equivalence.ts";
import { parseMarker, type Marker } from "../../src/version/marker.ts";

function markers(...texts: readonly (string | null)[]): readonly (Marker | null)[] {
  return texts.map((text) => (text === null ? null : (parseMarker(text) as Marker)));
}

describe("the conditions of a requirement", () => {
  test.each([
    [[null], [null]],
    [["python_version < '3.15'"], ["python_full_version < '3.15'"]],
    [["python_version > '3.9'"], ["python_full_version >= '3.10'"]],
    [["python_version == '3.9'"], ["python_full_version == '3.9.*'"]],
    [["sys_platform != 'a' and os_name == 'nt'"], ["'nt' == os_name and sys_platform != 'a'"]],
    [["sys_platform == 'a'", "sys_platform == 'b'"], ["sys_platform == 'b' or sys_platform == 'a'"]],
    [["sys_platform == 'a'", null], [null]],
    [["extra == 'x' or os_name == 'nt'"], ["os_name == 'nt' or extra == 'X'"]],
  ])("%j are those of %j", (a, b) => {
    expect(sameConditions(markers(...a), markers(...b))).toBe(true);
  });

  test.each([
    [[null], ["python_version < '3.15'"]],
    [["python_version < '3.15'"], ["python_version <= '3.15'"]],
    [["python_version <= '3.9'"], ["python_full_version <= '3.9'"]],
    [["sys_platform == 'a' and os_name == 'nt'"], ["sys_platform == 'a' or os_name == 'nt'"]],
    [["sys_platform == 'a'"], ["sys_platform != 'a'"]],
    [["sys_platform in 'a b'"], ["sys_platform == 'a'"]],
  ])("%j are not those of %j", (a, b) => {
    expect(sameConditions(markers(...a), markers(...b))).toBe(false);
  });

  test("too many variables to try are taken for the same", () => {
    const names = ["os_name", "sys_platform", "platform_machine", "platform_system", "implementation_name"];
    const all = names.map((name) => Array.from({ length: 6 }, (_, at) => `${name} == '${at}'`).join(" or "));
    expect(sameConditions(markers(all.join(" or ")), markers(null))).toBe(true);
  });
});
