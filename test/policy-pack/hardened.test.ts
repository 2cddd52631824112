import { hardenedVault } from "../../policy-pack/hardened";
import { rules } from "../../policy-pack/rules/index";
import { runExample } from "../../policy-pack/testing/run-example";

/** Those that judge what a stack has. The others judge how it changes, and what the project's files say. */
const judging = rules.filter(({ kind }) => kind === "resource" || kind === "stack" || kind === "login");

test.each(judging)("$id finds nothing in a hardened Vault on Kubernetes", (rule) => {
  // Its audit devices and logins are declared in the stack that configures it.
  const responsible = { audit: "vault-configuration", auth: "vault-configuration", backup: "vault-backup" };
  expect(runExample(rule, { name: "hardened", resources: hardenedVault(), responsible })).toEqual([]);
});
