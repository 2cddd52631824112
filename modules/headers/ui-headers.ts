import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { pathNameProblems } from "../path-name";
import { headerNameProblems } from "./names";

export interface UiHeadersArgs {
  /** Values by name. Case of a name says nothing. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that Vault's user interface answers with, such as `X-Frame-Options`. Its policy for content is strict already. */
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
  refuseFor(
    names.flatMap((name, index) => {
      const problems = headerNameProblems(kind, name, names.slice(0, index));
      return problems.length > 0
        ? problems
        : [...pathNameProblems(`${kind} "${name}"`, "name", name), ...ownProblems(name)];
    }),
  );
}

/** What Vault answers with of itself: its own headers, and one that each listener has (configutil/http_response_headers.go). */
function ownProblems(name: string): Problem[] {
  const inLowerCase = name.toLowerCase();
  if (!inLowerCase.startsWith("x-vault-") && inLowerCase !== "strict-transport-security") return [];
  return [
    {
      subject: `${kind} "${name}"`,
      path: "name",
      must: "not be one that Vault answers with of itself",
      fix: "remove it; a listener's own headers are set with the server",
    },
  ];
}

const kind = "header of the user interface";
