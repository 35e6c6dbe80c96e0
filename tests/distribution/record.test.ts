import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRecord, parseRecord } from "../../src/distribution/record.ts";

const row = fc.record({
  path: fc.string({ minLength: 1, unit: fc.constantFrom("a", "/", ".", ",", '"', " ", "é", "\n", "=") }),
  algorithm: fc.constantFrom("", "sha256", "md5"),
  digest: fc.constantFrom("", "AbC-_9"),
  size: fc.option(fc.nat()),
});

describe("RECORD", () => {
  test("what is written is read again", () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const valid = rows.filter(({ algorithm, digest }) => (algorithm === "") === (digest === ""));
        const read = parseRecord(formatRecord(valid)).rows.map(({ path, algorithm, digest, size }) => ({
          path,
          algorithm,
          digest,
          size,
        }));
        expect(read).toEqual(valid);
      }),
    );
  });

  test("rows keep their number and count of columns", () => {
    const { rows, error } = parseRecord('a.py,sha256=x,3\r\n\r\n"b ""q"".py",md5=y\nc.py,,many,more');
    expect(error).toBeNull();
    expect(rows).toEqual([
      { path: "a.py", algorithm: "sha256", digest: "x", size: 3, line: 1, columns: 3 },
      { path: 'b "q".py', algorithm: "md5", digest: "y", size: null, line: 3, columns: 2 },
      { path: "c.py", algorithm: "", digest: "", size: null, line: 4, columns: 4 },
    ]);
  });

  test("an unclosed quote reaches to the end; what follows a closed one is text", () => {
    expect(parseRecord('"a,b').rows[0]).toMatchObject({ path: "a,b", digest: "" });
    expect(parseRecord('"a"b,,\n').rows[0]?.path).toBe("ab");
  });

  test("what PyPI cannot read: a field beyond csv's limit; a blank line, on which its code ends", () => {
    expect(parseRecord(`${"x".repeat(131_073)},,\n`).error).toContain("131072");
    expect(parseRecord(`${"x".repeat(131_072)},,\n`).error).toBeNull();
    expect(parseRecord("a,,\n\nb,,\n").blank).toEqual([2]);
    expect(parseRecord('""\n').blank).toEqual([]);
  });

  test("a hash without a name of an algorithm has a digest only", () => {
    expect(parseRecord("a,xyz,1\n").rows[0]).toMatchObject({ algorithm: "", digest: "xyz" });
    expect(formatRecord([{ path: "a", algorithm: "", digest: "xyz", size: 1 }])).toBe("a,xyz,1\n");
  });

  test("a megabyte of quotes are read", () => {
    // Work that grows with the square would not end.
    expect(parseRecord('"'.repeat(1_000_000)).error).toContain("more than");
  });

  test("bytes that are no UTF-8 are an error", () => {
    expect(parseRecord(Buffer.from([0x61, 0xff])).error).toBe("RECORD is not UTF-8.");
  });
});
