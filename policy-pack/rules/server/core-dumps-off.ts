import { z } from "zod";
import { openContainersOf } from "../../../model/platform/containers";
import { manifestsOf } from "../../../model/platform/manifests";
import { coreDumpsOf, type CoreDumps } from "../../../model/server/core-dumps";
import { demand, notEvaluated } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./core-dumps-off.examples";

const must = "leave no core dump: its limit is 0";

export default defineRule({
  id: "core-dumps-off",
  family: "server",
  title: "No server leaves its memory in a core dump",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Turn Off Core Dumps" },
    { title: "Vault production checklist", section: "Disable Swap & Core Dumps" },
  ],
  rationale:
    "A server's memory holds the keys that everything is encrypted with. Whoever can make it crash and read what the system then " +
    "writes to disk has them, and a collector of crash reports sends them further.",
  remediation: "set the limit before the server starts: `ulimit -c 0` in a script, LimitCORE=0 in a unit",
  config: z.object({}),
  kind: "resource",
  check: (resource) => [
    ...coreDumpsOf(resource).flatMap(({ startedBy, isOff }) =>
      demand(isOff, { must, fix: fixes[startedBy] }, { known: (is) => is, secret: () => false }).map((outcome) =>
        outcome.verdict === "violation" ? { ...outcome, found: "no such limit" } : outcome,
      ),
    ),
    ...manifestsOf(resource)
      .flatMap(openContainersOf)
      .map((open) => notEvaluated(open, { must })),
  ],
  examples,
});

const fixes: Readonly<Record<CoreDumps["startedBy"], string>> = {
  "a container": "start it by the image's docker-entrypoint.sh, or with `ulimit -c 0 && exec vault server -config=...`",
  "a Compose service": "add ulimits: { core: 0 } to the service",
  "a unit": "add LimitCORE=0 to [Service]",
  "a script": "run `ulimit -c 0` before it in the same shell",
};
