import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { ModuleProgram } from "../project/module-project";

export interface GuardParameters {
  /** A key-value engine that Pulumi may delete, by its name in the program. */
  readonly engine: { readonly name: string; readonly path: string; readonly version: string };
  /** Whether the engine that Pulumi may not delete is declared. */
  readonly isKeptDeclared: boolean;
  readonly policies: readonly string[];
  /** The address of a provider of their own, by which the policies are reached; without one, it is everybody's. */
  readonly address?: string;
}

const text = 'path "team/*" {\n  capabilities = ["create", "read", "update"]\n}\n';

const program: ModuleProgram<GuardParameters> = {
  rights: () => [{ path: "team/*", capabilities: ["create", "read", "update"] }],
  policies: [{ name: "team", text }],
  declare: ({ options }, { engine: { name, path, version }, isKeptDeclared, policies, address }) => {
    const component = new pulumi.ComponentResource("test:index:Guarded", "guarded", {}, options);
    const inside = { parent: component };
    const kv = { type: "kv", options: { version } };
    new vault.Mount(name, { path, ...kv }, inside);
    if (isKeptDeclared)
      new vault.Mount("kept", { path: "kept", ...kv, options: { version: "2" } }, { ...inside, protect: true });
    const own = address === undefined ? {} : { provider: new vault.Provider("own", { address, skipChildToken: true }) };
    for (const policy of policies) new vault.Policy(policy, { name: policy, policy: text }, { ...inside, ...own });
  },
};

export default program;
