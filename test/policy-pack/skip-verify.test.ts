import { readResource, vaultProviderType } from "../../model/resource";
import type { Environment } from "../../policy-pack/environment";
import { judge } from "../../policy-pack/judge";
import rule from "../../policy-pack/rules/tls/tls-no-skip-verify";

const environment: Environment = {
  judged: "stack",
  stack: "production",
  declaredTier: "production",
  tier: "production",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};

const at = (vaultSkipVerify: string | undefined, props: object) => {
  const provider = readResource({ urn: "urn", type: vaultProviderType, name: "example", props });
  return judge(rule, provider, {}, { ...environment, vaultSkipVerify }).map(({ verdict, path }) => [verdict, path]);
};

test.each([{}, { skipTlsVerify: "false" }])("VAULT_SKIP_VERIFY counts for a provider with %j", (props) => {
  expect(at("true", props)).toEqual([["violation", "VAULT_SKIP_VERIFY"]]);
  expect(at("yes", props)).toEqual([["not-evaluated", "VAULT_SKIP_VERIFY"]]);
  expect(at("0", props)).toEqual([]);
  expect(at(undefined, props)).toEqual([]);
});
