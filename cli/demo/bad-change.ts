import { ComponentResource } from "@pulumi/pulumi";
import type { Declaration } from "../../stacks/core";
import { realise } from "../../stacks/realise";

/** What the demo tries to get past the rules, in one line. */
export const badChangeTitle = "one audit device removed, the listener without TLS, CI with the policy root";

/**
 * The program of a hurried colleague. The modules leave no way to declare some of this, so the listener is written past them.
 */
export function badChange(declaration: Declaration): () => Promise<void> {
  return () => {
    realise({
      ...declaration,
      auditDevices: declaration.auditDevices.slice(0, 1),
      deployer: withRootUser(declaration.deployer),
    });
    new ComponentResource("strongroom:server:Server", "quick-fix", {
      ...declaration.server,
      listeners: declaration.server.listeners.map(({ address }) => ({ address, tlsDisable: true })),
    });
    return Promise.resolve();
  };
}

function withRootUser(deployer: Declaration["deployer"]): Declaration["deployer"] {
  if (deployer.method !== "userpass") return deployer;
  const users = [...deployer.auth.users, { username: "ci", tokenPolicies: ["root"] }];
  return { ...deployer, auth: { ...deployer.auth, users } };
}
