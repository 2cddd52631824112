import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal, type Problem } from "../../problem/problem";
import { headerNameProblems } from "./names";

export interface UiHeadersArgs {
  /** Values by name. Case of a name says nothing. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that Vault's user interface answers with, such as `Strict-Transport-Security`. Vault's own policy for content is strict already. */
export class UiHeaders extends pulumi.ComponentResource {
  /** @throws Refusal with every header that is none, or is Vault's own */
  constructor(name: string, args: UiHeadersArgs, options?: pulumi.ComponentResourceOptions) {
    checkUiHeaders(Object.keys(args.headers));
    super("strongroom:headers:UiHeaders", name, {}, options);
    for (const [header, value] of Object.entries(args.headers)) {
      new vault.generic.Endpoint(
        header.toLowerCase(),
        {
          path: `sys/config/ui/headers/${header.toLowerCase()}`,
          // Vault takes the list and answers with its first (vault/logical_system.go, handleConfigUIHeadersRead).
          dataJson: JSON.stringify({ value, values: [value] }),
          ignoreAbsentFields: true,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function checkUiHeaders(names: readonly string[]): void {
  const [first, ...rest] = names.flatMap((name, index) => [
    ...headerNameProblems("header of the user interface", name, names.slice(0, index)),
    ...ownProblems(name),
  ]);
  if (first !== undefined) throw new Refusal([first, ...rest]);
}

function ownProblems(name: string): Problem[] {
  if (!name.toLowerCase().startsWith("x-vault-")) return [];
  return [{ subject: `header of the user interface "${name}"`, path: "name", must: "not be one of Vault's own" }];
}
