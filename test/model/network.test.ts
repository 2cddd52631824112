import fc from "fast-check";
import { familyCovered, parseNetwork, prefixLength } from "../../model/network";

describe("a network", () => {
  test.each([
    ["10.0.0.0/8", 4, "a000000", "affffff"],
    ["10.1.2.3/8", 4, "a000000", "affffff"],
    [" 192.0.2.7/32 ", 4, "c0000207", "c0000207"],
    ["192.0.2.7", 4, "c0000207", "c0000207"],
    ["192.0.2.7:8200", 4, "c0000207", "c0000207"],
    ["192.0.2.7/00ffffff", 4, "c0000207", "c0000207"],
    ["::ffff:10.0.0.0/104", 4, "a000000", "affffff"],
    ["::1", 6, "1", "1"],
    ["[2001:db8::1]:8200", 6, "20010db8000000000000000000000001", "20010db8000000000000000000000001"],
    ["2001:db8::/32", 6, "20010db8000000000000000000000000", "20010db8ffffffffffffffffffffffff"],
    ["1:2:3:4:5:6:7:8", 6, "10002000300040005000600070008", "10002000300040005000600070008"],
  ])("is read from %s", (text, family, first, last) => {
    expect(parseNetwork(text)).toEqual({ family, first: BigInt(`0x${first}`), last: BigInt(`0x${last}`) });
  });

  test.each(["", "everywhere", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/-1", "/run/vault.sock", "fe80::1%eth0"])(
    "is not read from %j",
    (text) => expect(parseNetwork(text)).toBeUndefined(),
  );

  test("is the same however its address is written", () => {
    const address = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }));
    fc.assert(
      fc.property(address, ([host, length]) => {
        const network = parseNetwork(`${host}/${length}`);
        const spelledOut = new URL(`http://[${host}]`).hostname.slice(1, -1);
        expect(parseNetwork(`${spelledOut}/${length}`)).toEqual(network);
      }),
    );
  });
});

describe("networks", () => {
  test.each([
    [["0.0.0.0/0"], "IPv4"],
    [["10.20.0.0/16", "::/0"], "IPv6"],
    [["0.0.0.0/1", "128.0.0.0/1"], "IPv4"],
    [["128.0.0.0/2", "0.0.0.0/1", "192.0.0.0/2", "10.0.0.0/8"], "IPv4"],
    [["::ffff:0.0.0.0/96"], "IPv4"],
    [["::/1", "8000::/1"], "IPv6"],
    [["0.0.0.0/1", "128.0.0.0/2"], undefined],
    [["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], undefined],
    [["8000::/1"], undefined],
    [["0.0.0.0/1", "8000::/1"], undefined],
    [[], undefined],
  ])("%j leave nobody out of %s", (texts, expected) => {
    expect(familyCovered(texts.flatMap((text) => parseNetwork(text) ?? []))).toBe(expected);
  });

  test("all halves of everything are everything, down to any length", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), fc.integer({ min: 1, max: 32 }), (address, depth) => {
        // At every length the sibling of the network that holds the address, and that network itself at the end.
        const siblings = Array.from({ length: depth }, (_, index) => {
          return `${dotted(address ^ (1n << BigInt(31 - index)))}/${index + 1}`;
        });
        const read = (texts: readonly string[]) => texts.flatMap((text) => parseNetwork(text) ?? []);
        expect(familyCovered(read(siblings))).toBeUndefined();
        expect(familyCovered(read([...siblings, `${dotted(address)}/${depth}`]))).toBe("IPv4");
      }),
    );
  });
});

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

test.each([
  ["10.0.0.0/8", 8],
  ["10.1.2.3", 32],
  ["10.1.2.2/31", 31],
  ["0.0.0.0/0", 0],
  ["2001:db8::/32", 32],
  ["::1", 128],
  ["::ffff:10.0.0.0/104", 8],
])("the addresses of %s share %i bits", (text, expected) => {
  const network = parseNetwork(text);
  expect(network && prefixLength(network)).toBe(expected);
});
