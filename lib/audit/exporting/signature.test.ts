import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRow } from "@/lib/audit/exporting/csv";
import { checkedFile, signedFile } from "@/lib/audit/exporting/signature";
import { exportSentence } from "@/scripts/audit/sentences";
import { signingKeyOf } from "@/lib/audit/sealing/key";

const key = signingKeyOf(Buffer.alloc(32, 7));
const facts = {
  organisationId: "01a20000-0000-7000-8000-000000000001",
  exportId: "01a20000-0000-7000-8000-000000000002",
  rows: 2,
  asOf: "2026-11-22T10:00:00.000Z",
};
const content = "\ufeffevent_id,sentence\r\n1,opened the file\r\n2,signature,x\r\n";
const { csv, sha256 } = signedFile(content, facts, key);
const check = (text: string | Buffer, keys: string[] | null = [key.publicKey]) =>
  checkedFile(Buffer.from(text), keys && new Set(keys));

describe("a signed file", () => {
  it("holds what was signed and says what it is", () => {
    expect(csv.startsWith(content)).toBe(true);
    expect(csv).toContain(sha256);
    const signedBy = expect.stringMatching(/^[0-9a-f]{16}$/) as string;
    expect(check(csv)).toEqual({ fault: null, facts, keyId: signedBy });
    expect(check(csv, null)).toEqual({ fault: null, facts, keyId: signedBy });
  });

  it("shows any changed byte", () => {
    const bytes = Buffer.from(csv);
    fc.assert(
      fc.property(fc.nat(bytes.length - 3), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = changed[at]! ^ by;
        expect(check(changed).fault).not.toBeNull();
      }),
    );
  });

  it.each([
    ["content", csv.replace("opened the file", "opened another")],
    ["content", csv.replace("1,opened the file\r\n", "")],
    ["content", csv.replaceAll("\r\n", "\n")],
    ["signature", csv.replace(",2,2026-", ",3,2026-")],
    [
      "signature",
      csv.replace("01a20000-0000-7000-8000-000000000001", "01a20000-0000-7000-8000-000000000003"),
    ],
    ["malformed", content],
    ["malformed", ""],
    ["malformed", csv.slice(0, -20)],
  ])("changed: %s", (fault, text) => expect(check(text)).toEqual({ fault }));

  it("is not believed when a stranger signed it", () => {
    const stranger = signingKeyOf(Buffer.alloc(32, 8));
    const foreign = signedFile(content, facts, stranger).csv;
    expect(check(foreign)).toEqual({ fault: "key" });
    expect(check(foreign, null)).toMatchObject({ fault: null });
    expect(check(foreign.replace(stranger.keyId, key.keyId))).toEqual({ fault: "signature" });
  });
});

describe("a row", () => {
  it.each([
    [["a", "b"], "a,b"],
    [["a,b", 'say "x"', "two\r\nlines", null, 7], '"a,b","say ""x""","two\r\nlines",,7'],
    [["=1+1"], "'=1+1"],
    [["+855 12"], "'+855 12"],
    [["-2"], "'-2"],
    [["@SUM(A1)"], "'@SUM(A1)"],
    [["\tx"], "'\tx"],
    [["\rx"], `"'\rx"`],
    [["＝1", "＋1", "－1", "＠x"], "'＝1,'＋1,'－1,'＠x"],
    [['=HYPERLINK("http://x")'], `"'=HYPERLINK(""http://x"")"`],
    [["a=1"], "a=1"],
  ] as const)("%j", (cells, row) => expect(csvRow(cells)).toBe(`${row}\r\n`));
});

describe("a file that nobody vouches for", () => {
  it("is not called as it was signed", () => {
    expect(exportSentence(check(csv, null), false)).toMatch(/nobody here says whose key that is/);
    expect(exportSentence(check(csv), true)).toMatch(/^The file is as it was signed/);
  });
});
