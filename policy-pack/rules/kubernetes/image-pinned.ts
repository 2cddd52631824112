import { z } from "zod";
import { allContainersOf } from "../../../model/platform/pod-containers";
import { composeType } from "../../../model/file-types";
import { runsServer } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { containersOf } from "../../../model/server/workload";
import { field, type Value } from "../../../model/value";
import { judgeServers } from "../../judge-servers";
import { demand, type Outcome } from "../../outcome";
import { judgeStart } from "../../pod/image-start";
import { besideVault } from "../../pod/requirement";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./image-pinned.examples";

export default defineRule({
  id: "image-pinned",
  family: "kubernetes",
  title: "Servers run images that are named by their digest, and that start as they are run",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Upgrade Frequently" },
    { title: "Production Hardening", section: "Immutable Upgrades" },
  ],
  rationale:
    "A tag can be given to another image at any time: whoever can write to the registry then runs a program of theirs with Vault's " +
    "keys, and a pod that moves to another node upgrades Vault by itself. Some of Vault's images do not start without rights " +
    "that a hardened pod does not have, which shows only when the first server is replaced.",
  remediation: "add the digest to the image, as in hashicorp/vault:1.21.0@sha256:<digest>",
  config: z.object({}),
  kind: "resource",
  check: (resource) => [
    ...judgeServers(resource, pinned, ({ manifest, podSpec }) =>
      allContainersOf(podSpec).flatMap((container) => [
        ...judgeImage(manifest, asText(field(container, "image"))),
        ...judgeStart(podSpec, container, manifest),
      ]),
    ),
    ...(resource.type === composeType ? containersOf(resource).filter(runsServer) : []).flatMap(({ image }) =>
      judgeImage(resource, image),
    ),
  ],
  examples,
});

const pinned = "run an image that is named by its digest";

function judgeImage(manifest: Resource, image: Value<string | undefined>): Outcome[] {
  const beside = besideVault(image);
  const fix = inTheirTerms(manifest, image, {
    helm:
      beside === undefined
        ? 'add the digest to the image\'s tag, such as server.image.tag: "1.21.0@sha256:<digest>"'
        : `add the digest to the image in ${beside}, as in name:tag@sha256:<digest>`,
    manifest: "add the digest to the image, as in hashicorp/vault:1.21.0@sha256:<digest>",
  });
  return demand(
    image,
    { must: pinned, ...(fix === undefined ? {} : { fix }) },
    { known: (name) => name !== undefined && hasDigest.test(name), secret: (name) => name.matches(hasDigest) },
  );
}

const hasDigest = /@sha256:[0-9a-f]{64}$/u;
