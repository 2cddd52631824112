import { appliedReport, isAsDeclared, type UpOutcome } from "../../report/applied";

const verified = { read: 10, different: [], failures: [], seconds: 1 };

function outcome(withSecret: UpOutcome["withSecret"]): UpOutcome {
  return { applied: undefined, verified, ...(withSecret === undefined ? {} : { withSecret }) };
}

describe("settings that Vault takes with a secret only", () => {
  it("that nobody has given yet are said to be done, and are no difference", () => {
    const unset = outcome({ unset: ["people"], different: [] });
    expect(isAsDeclared(unset)).toBe(true);
    expect(appliedReport("staging", unset)).toContain(
      '  auth method "people" lets nobody in yet. Next: strongroom auth secret people --environment staging\n',
    );
  });

  it("that are not as declared are an error, which names them and the command that writes them", () => {
    const component = 'OidcAuth "people"';
    const different = outcome({ unset: [], different: [{ mount: "people", component, names: ["a", "b"] }] });
    expect(isAsDeclared(different)).toBe(false);
    expect(appliedReport("staging", different)).toContain(
      [
        '  error   auth method "people", declared by OidcAuth "people":',
        "            not as declared: a, b",
        "            fix: strongroom auth secret people --environment staging writes them with the secret; Vault takes them in no other way",
      ].join("\n"),
    );
  });

  it("and are as declared need no word", () => {
    expect(appliedReport("dev", outcome({ unset: [], different: [] }))).toBe(appliedReport("dev", outcome(undefined)));
  });
});
