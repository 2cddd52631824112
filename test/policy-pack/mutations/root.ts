import { adding, broken, changing, configuring, serving } from "./intact";
import { vault } from "./intact-vault";
import { breaking, by, type Mutation } from "./mutation";

const mountedConfiguration = "ulimit -c 0 && exec vault server";

export const rootMutations: readonly Mutation[] = [
  breaking(
    "no-dev-server",
    by("-dev", serving({ args: [`${mountedConfiguration} -dev -config=/vault/config/vault.hcl`] })),
    by("storage in memory", configuring('storage "raft" {\n  path = "/vault/data"\n', 'storage "inmem" {\n'), {
      "storage-durable": "nothing is left of it when a server stops",
    }),
  ),
  breaking(
    "no-root-policy-grant",
    by("a role, in capitals", changing("api-role", { tokenPolicies: ["Root"] })),
    by("a group", adding(vault("identity/group:Group", "platform", { name: "platform", policies: ["root"] }))),
  ),
  breaking(
    "no-root-token",
    by("in the environment", broken({ token: { from: "VAULT_TOKEN", policies: ["root"] } }), {
      "no-static-token": "a token of any policy would do for it",
    }),
  ),
  breaking(
    "no-root-token-stored",
    by(
      "a key in a Secret",
      adding({
        type: "kubernetes:core/v1:Secret",
        name: "keys",
        props: {
          metadata: { name: "keys", namespace: "shop" },
          data: { "unseal-key-1": "WVMxclpYa3RjMmhoY21VdGIyWXRNek10WW5sMFpYTXRibTkwTFdFdGNtVmhiQzF2Ym1VPQ==" },
        },
      }),
    ),
  ),
  breaking(
    "no-static-token",
    by("in the environment", broken({ token: { from: "VAULT_TOKEN", policies: ["deployer"] } })),
    by(
      "a secret-id in the login",
      changing("provider", {
        authLoginJwt: undefined,
        authLogin: '{"path":"auth/approle/login","parameters":{"role_id":"ci","secret_id":"8f2c"}}',
      }),
    ),
  ),
  breaking(
    "no-unauthenticated-rekey",
    by("rekey", configuring("\nui ", '\nenable_unauthenticated_access = ["rekey"]\nui ')),
  ),
];
