import { addressFault } from "../../modules/address";

describe("an address", () => {
  it.each(["https://vault.example.com:8200", "https://10.0.0.1:6443/proxy", "https://[2001:db8::1]/a@b"])(
    "may be %s",
    (address) => {
      expect(addressFault(address)).toBeUndefined();
    },
  );

  it.each([
    ["", "no address"],
    ["vault", "no address"],
    ["vault.example.com:8200", "one that starts with vault.example.com:"],
    ["http://vault.example.com", "one that starts with http:"],
    ["https://admin@vault.example.com", "one with a user"],
    ["https://admin:CANARY@vault.example.com", "one with a user"],
    ["https://:CANARY@vault.example.com", "one with a user"],
    ["https:///admin:CANARY@vault.example.com", "one with a user"],
    [String.raw`https:\\admin:CANARY@vault.example.com`, "one with a user"],
    ["http://admin:CANARY@vault.example.com", "one with a user"],
    ["CANARY:x@vault.example.com", "one with a user"],
    ["https://admin:CANARY@", "one with a user"],
    ["https://vault.example.com?token=CANARY", "one with a query"],
    ["https://vault.example.com#CANARY", "one with a query"],
    ["https://vault.exa mple.com", "one with blanks"],
    ["https://vault.example.com\n", "one with blanks"],
  ])("that is %j is found to be wrong, and not repeated", (address, fault) => {
    expect(addressFault(address)).toBe(fault);
  });

  it("has one of the schemes that are named, and a query where that is allowed", () => {
    const schemes = ["ldap:", "ldaps:"];
    expect(addressFault("ldap://ldap.example.com", { schemes })).toBeUndefined();
    expect(addressFault("ldaps://", { schemes })).toBe("one without a host");
    expect(addressFault("ldap://cn=vault:CANARY@ldap.example.com", { schemes })).toBe("one with a user");
    expect(addressFault("https://ldap.example.com", { schemes })).toBe("one that starts with https:");
    expect(addressFault("https://a.example.com?b#c", { schemes: ["https:"], query: "allowed" })).toBeUndefined();
  });
});
