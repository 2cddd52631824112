import type * as pulumi from "@pulumi/pulumi";
import type { Policies } from "../modules/policies/policies";

/** What every part of a declaration is made with. */
export interface Given {
  /** For each component: the Vault provider, logged in as the deployer. */
  readonly options: pulumi.ComponentResourceOptions;
  readonly policies: Policies;
}
