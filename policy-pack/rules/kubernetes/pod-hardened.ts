import { z } from "zod";
import { judgeContainerSecurity } from "../../pod/container-security";
import { judgeHostPaths } from "../../pod/host-paths";
import { judgeResources } from "../../pod/resources";
import { judgeAccountToken, judgeProfile, judgeUser } from "../../pod/pod-security";
import { allContainersOf } from "../../../model/platform/pod-containers";
import { distinct } from "../../distinct";
import { judgeServers } from "../../judge-servers";
import { notEvaluated } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./pod-hardened.examples";

export default defineRule({
  id: "pod-hardened",
  family: "kubernetes",
  title: "Servers' pods run without root, without rights that they do not need, and within limits",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Don't Run as Root" },
    { title: "Production Hardening", section: "Configure SELinux / AppArmor" },
    { title: "Vault production checklist", section: "Isolated process" },
  ],
  rationale:
    "The server's memory holds the key to everything. Every right of a process in its pod is one that an intruder has as well: root " +
    "reads that memory, a writable file system keeps what was brought along, a folder of the node leads to the node, and a container " +
    "without a limit takes the memory that the server is then killed for.",
  remediation:
    "set runAsNonRoot, allowPrivilegeEscalation: false, capabilities.drop: [ALL], readOnlyRootFilesystem, seccompProfile RuntimeDefault, and resources",
  config: z.object({
    capabilities: z
      .array(z.string())
      .default(["IPC_LOCK"])
      .meta({ stricter: "fewer" })
      .describe("capabilities that a container may add; by default the one that locks memory"),
  }),
  kind: "resource",
  check: (resource, { capabilities }) =>
    judgeServers(resource, "be hardened, if it runs Vault", (server) =>
      // What the pod lacks, all of its containers lack.
      distinct([
        ...judgeAccountToken(server),
        ...judgeHostPaths(server),
        ...allContainersOf(server.podSpec).flatMap((container) =>
          container.kind === "known"
            ? [
                ...judgeUser(server, container),
                ...judgeProfile(server, container),
                ...judgeContainerSecurity(server, container, capabilities),
                ...judgeResources(server, container),
              ]
            : [notEvaluated(container, { must: "be hardened" })],
        ),
      ]),
    ),
  examples,
});
