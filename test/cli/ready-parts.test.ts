import path from "node:path";
import { everyPart } from "../../cli/ready-parts";
import { readEnvironment } from "../../stacks/environment";
import { environmentNames } from "../../stacks/files";

const folder = path.join(__dirname, "../../stacks");
const { values, ...dev } = readEnvironment(folder, "dev", environmentNames(folder));

test("an environment needs the plugin for Kubernetes only where it names a cluster to declare objects in", () => {
  const usual = ["language-nodejs", "analyzer-policy", "pulumi", "provider-vault", "vault"];
  // Nobody has a cluster on a laptop, so the embedded Vault's environment names none.
  expect(everyPart({ ...dev, values })).toEqual(usual);
  const cluster = { name: "shop", context: "shop", clusterTrustBundle: true };
  const parts = everyPart({ ...dev, values: { ...values, kubernetes: { ...values.kubernetes, cluster } } });
  expect(parts.sort()).toEqual([...usual, "provider-kubernetes"].sort());
});
