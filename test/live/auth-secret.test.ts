import { differingSettings } from "../../live/auth-secret";

describe("settings of an auth method that differ from declared ones", () => {
  it.each([
    ["none, where they are the same", { url: "a", list: ["x"] }, { list: ["x"], url: "a" }, []],
    ["none, where Vault shows what nobody has set", {}, { a: "", b: [], c: {}, d: null, e: 0, f: false }, []],
    ["none, where nothing is declared as nothing", { a: "", b: [] }, {}, []],
    ["those with another value", { a: "x", b: ["x", "y"] }, { a: "y", b: ["y", "x"] }, ["a", "b"]],
    ["those that are gone", { a: "x" }, { a: "" }, ["a"]],
    ["those that somebody else has set", {}, { bound_issuer: "https://elsewhere.example.com" }, ["bound_issuer"]],
  ])("are %s", (_, declared, found, names) => {
    expect(differingSettings(declared, found)).toEqual(names);
  });
});
