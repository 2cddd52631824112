import type { CertificateAuthArgs, CertificateRoleArgs } from "../../modules/auth/certificate-args";
import { referencedFile } from "../referenced-file";
import type { WithPolicyNames } from "../with-policy-names";
import type { MachineValues } from "./values";

/** Machines that somebody else's CA vouches for. */
export interface MachinesDeclaration {
  readonly auth: Omit<CertificateAuthArgs, "roles">;
  readonly roles: readonly WithPolicyNames<CertificateRoleArgs>[];
}

export function declareMachines({ caFile, prometheus }: MachineValues): MachinesDeclaration {
  return {
    auth: { path: "cert", description: "Machines" },
    roles: [
      {
        name: "prometheus",
        caCertificates: [referencedFile(caFile)],
        allowedDnsSans: prometheus.names,
        policies: ["prometheus"],
      },
    ],
  };
}
