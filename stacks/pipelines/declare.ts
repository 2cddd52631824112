import type { JwtAuthArgs, JwtRoleArgs } from "../../modules/auth/jwt-args";
import { referencedFile } from "../referenced-file";
import type { WithPolicyNames } from "../with-policy-names";
import type { PipelineValues } from "./values";

/** Deployment pipelines: each may do what its deployment needs, in the environment that its job runs for. */
export interface PipelinesDeclaration {
  readonly auth: Omit<JwtAuthArgs, "roles">;
  readonly roles: readonly WithPolicyNames<JwtRoleArgs>[];
}

export function declarePipelines(values: PipelineValues): PipelinesDeclaration {
  const { issuer, publicKeyFile, audiences, claims } = values;
  return {
    auth: {
      path: "jwt",
      description: "Deployment pipelines",
      boundIssuer: issuer,
      ...(publicKeyFile === undefined
        ? { discoveryUrl: issuer }
        : { validationPublicKeys: [referencedFile(publicKeyFile)] }),
    },
    roles: Object.entries(claims).map(([pipeline, boundClaims]) => ({
      name: pipeline,
      boundAudiences: audiences,
      boundClaims,
      policies: [`pipeline-${pipeline}`],
    })),
  };
}
