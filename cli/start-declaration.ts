import type { StartDeclaration } from "../live/start-declaration";
import { auditDevicePath } from "../modules/audit/path";
import { mountTuning } from "../modules/auth/tuning";
import { userSettings } from "../modules/auth/userpass";
import { normalisePolicy } from "../access/policy/normalise";
import { exitCodes, Refusal } from "../problem/problem";
import type { Declaration } from "../stacks/core";
import { deployerPolicy } from "../stacks/deployer/declare";

/**
 * What a new Vault needs before the deployer can apply the rest, taken from the declaration itself: the same paths, options and
 * settings that the modules declare, so that Pulumi later finds them as it wants them.
 */
export function startDeclaration(declaration: Declaration): StartDeclaration {
  const { deployer } = declaration;
  const policy = declaration.policies.find(({ name }) => name === deployerPolicy);
  if (deployer.method !== "userpass" || policy === undefined) {
    throw new Refusal(
      [
        {
          subject: "environment dev",
          path: "environment.login.method",
          must: "be userpass, the login that an embedded Vault starts with",
          found: deployer.method,
          fix: "set it in stacks/Pulumi.dev.yaml",
        },
      ],
      { exitCode: exitCodes.usage },
    );
  }
  const tuning = mountTuning(deployer.auth);
  const { user } = deployer;
  const settings = userSettings(user, user.policies);
  return {
    auditDevices: declaration.auditDevices.map((device) => ({
      path: auditDevicePath(device),
      type: device.type,
      options: device.options,
    })),
    policy: { name: policy.name, text: normalisePolicy(policy.text) },
    auth: {
      path: deployer.auth.path,
      type: "userpass",
      ...(deployer.auth.description === undefined ? {} : { description: deployer.auth.description }),
      tune: {
        default_lease_ttl: tuning.defaultLeaseTtl,
        max_lease_ttl: tuning.maxLeaseTtl,
        listing_visibility: tuning.listingVisibility,
        token_type: tuning.tokenType,
      },
    },
    user: {
      name: user.username,
      tokenPolicies: settings.token_policies,
      tokenTtl: settings.token_ttl,
      tokenMaxTtl: settings.token_max_ttl,
    },
  };
}
