import { networkProblems, networkRequirement } from "../../modules/networks";

describe("a network that something is bound to", () => {
  it.each([
    "10.20.0.0/16",
    "192.0.2.7/32",
    "2001:db8::/32",
    "2001:db8:0:1::/64",
    "::1/128",
    "fd00::/8",
    "1:0:0:2::/64",
  ])("may be %s", (cidr) => {
    expect(networkRequirement(cidr)).toBeUndefined();
  });

  it.each([
    "10.0.0.1",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0/8",
    "db.example.com/32",
    "2001:db8::/129",
    "fe80::1%eth0/64",
    "",
  ])("is not %j", (cidr) => {
    expect(networkRequirement(cidr)).toBe("be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address");
  });

  it.each(["0.0.0.0/0", "10.0.0.0/0", "::/0", "0::0/0"])("is not every address, as %s", (cidr) => {
    expect(networkRequirement(cidr)).toBe("leave addresses out: this network is every address there is");
  });

  it.each([
    ["2001:DB8::/32", "be written as 2001:db8::/32, which is how Vault gives it back"],
    ["2001:0db8::/32", "be written as 2001:db8::/32, which is how Vault gives it back"],
    ["2001:db8:0:0:0:0:0:0/32", "be written as 2001:db8::/32, which is how Vault gives it back"],
    ["2001:db8::0:1/128", "be written as 2001:db8::1/128, which is how Vault gives it back"],
    ["::ffff:10.0.0.0/104", "be written as the IPv4 network that it is"],
    ["::ffff:a00:0/104", "be written as the IPv4 network that it is"],
  ])("is not %s, which Vault would write otherwise", (cidr, must) => {
    expect(networkRequirement(cidr)).toBe(must);
  });
});

describe("networks that something is bound to", () => {
  const fix = "name the networks that requests come from";

  it.each([
    ["IPv4", ["128.0.0.0/1", "0.0.0.0/1"]],
    ["IPv6", ["10.0.0.0/8", "::/1", "8000::/1"]],
  ])("are not every %s address together", (family, cidrs) => {
    expect(networkProblems("role", "cidrs", cidrs)).toEqual([
      {
        subject: "role",
        path: "cidrs",
        must: `leave addresses out: together these networks are every ${family} address there is`,
        found: cidrs.join(", "),
        fix,
      },
    ]);
  });

  it("are each named that does not bind", () => {
    const problem = { subject: "role", fix };
    expect(networkProblems("role", "cidrs", ["10.0.0.0/8", "::/0", "home"])).toEqual([
      {
        ...problem,
        path: "cidrs[1]",
        must: "leave addresses out: this network is every address there is",
        found: '"::/0"',
      },
      {
        ...problem,
        path: "cidrs[2]",
        must: "be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address",
        found: '"home"',
      },
    ]);
  });

  it("may be none, where somebody else says whether some must be", () => {
    expect(networkProblems("role", "cidrs", [])).toEqual([]);
  });
});
