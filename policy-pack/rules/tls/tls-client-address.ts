import { z } from "zod";
import { concernsVault } from "../../../model/platform/concern";
import { vaultProviderType } from "../../../model/resource";
import { addressesOf } from "../../../model/server/addresses";
import { openAddressesOf, openVariablesOf } from "../../../model/server/open-addresses";
import { isAbsent, known, type Value } from "../../../model/value";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { demand, notEvaluated } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-client-address.examples";

const must = "be reached over TLS: the address starts with https://";

export default defineRule({
  id: "tls-client-address",
  family: "tls",
  title: "Every address of Vault is an https address",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault in Kubernetes", section: "Vault Deployment Strategies" },
  ],
  rationale:
    "A client that is told an http address sends its token and reads its secrets in the clear, whatever the server could do. " +
    "Servers that join each other over http hand out the cluster's bootstrap data the same way. `cluster_addr` is not asked for: " +
    "whatever it begins with, Vault talks TLS there.",
  remediation: "write the address with https:// and give the client the CA that signed the server's certificate",
  config: z.object({}),
  kind: "resource",
  check: (resource, _config, { vaultAddress }) => {
    const addresses = addressesOf(resource);
    const leftToShell = resource.type === vaultProviderType && addresses.every(isAbsent);
    const all: Value<string | undefined>[] = leftToShell ? [known(vaultAddress, { path: ["VAULT_ADDR"] })] : addresses;
    return distinct([
      ...all.flatMap((address) => demand(address, { must }, { known: isHttps, secret: (text) => text.matches(https) })),
      ...openAddressesOf(resource).map((open) => notEvaluated(open, { must })),
    ]);
  },
  // Only the stack says whether a workload that does not speak of Vault is anywhere near one.
  checkStack: ({ resources }) =>
    concernsVault(resources)
      ? resources.flatMap((resource) =>
          openVariablesOf(resource).map((open) => notEvaluated(open, { must, ...about(resource) })),
        )
      : [],
  examples,
});

const https = /^(?:https|unix):\/\//iu;

function isHttps(address: string | undefined): boolean {
  return address === undefined || address === "" || https.test(address);
}
