import { ComponentResource } from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { Declaration } from "../../stacks/core";
import { realise } from "../../stacks/realise";

/** What the demo tries to get past the rules, in one line. */
export const badChangeTitle = "one audit device removed, the listener without TLS, CI with the policy root";

/** The program of a hurried colleague, who writes past the modules what they leave no way to declare. */
export function badChange(declaration: Declaration): () => Promise<void> {
  return () => {
    const provider = realise({
      ...declaration,
      auditDevices: declaration.auditDevices.slice(0, 1),
    });
    new ComponentResource("strongroom:server:Server", "quick-fix", {
      ...declaration.server,
      listeners: declaration.server.listeners.map(({ address }) => ({ address, tlsDisable: true })),
    });
    new vault.generic.Endpoint(
      "ci",
      {
        path: `auth/${declaration.deployer.auth.path}/users/ci`,
        dataJson: JSON.stringify({ token_policies: ["root"], token_max_ttl: 3600 }),
      },
      { provider },
    );
    return Promise.resolve();
  };
}
