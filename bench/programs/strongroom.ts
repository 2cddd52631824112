/**
 * The bench's objects as Strongroom makes them: an environment's file, checked, and the modules. The same objects stand in
 * plain-pulumi.ts and terraform.tf. `BENCH_OBJECTS` says how many policies and AppRoles there are, together; 0 is an empty stack.
 */
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AppRole } from "../../modules/approles/role";
import { AuditDevices } from "../../modules/audit/devices";
import { AppRoleAuth } from "../../modules/auth/approle";
import { policyDocument } from "../../modules/policies/document";
import { Policies } from "../../modules/policies/policies";
import { vaultProvider } from "../../modules/provider/provider";
import { declare, type Declaration } from "../../stacks/core";
import { readEnvironment } from "../../stacks/environment";
import { environmentNames } from "../../stacks/files";

const folder = path.join(process.cwd(), "stacks");
const environment = readEnvironment(folder, pulumi.getStack(), environmentNames(folder));
const objects = Number(process.env["BENCH_OBJECTS"]);
if (objects > 0) realise(declare(environment.values), Math.ceil(objects / 2), Math.floor(objects / 2));

function realise(
  { provider, auditDevices, applications: { auth } }: Declaration,
  policyCount: number,
  roleCount: number,
): void {
  const options = { providers: { vault: vaultProvider("vault", provider) } };
  new AuditDevices("audit", { devices: auditDevices }, options);
  const policies = new Policies(
    "policies",
    {
      policies: names(policyCount).map((name) => ({
        name,
        text: policyDocument([{ path: `secret/data/${name}`, capabilities: ["read"] }]),
      })),
    },
    options,
  );
  const { mount } = new AppRoleAuth(auth.path, auth, options);
  for (const name of names(roleCount)) {
    const args = {
      roleName: name,
      mount,
      mountPath: auth.path,
      tokenPolicies: [policies.name(name)],
      boundCidrs: ["127.0.0.1/32"],
    };
    new AppRole(name, args, options);
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bench-${index}`);
}
