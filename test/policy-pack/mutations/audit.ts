import { logShipper, reloader, withCompanions } from "../../../policy-pack/hardened-companions";
import { alertsWithout, changing, replacing, replacingEach, without } from "./intact";
import { breaking, by, type Mutation } from "./mutation";

const onlyReloading = "while sleep 300; do pkill -HUP -x vault; done";
const oneGoes = { "audit-removal": "a device that is there goes" };
const oneStays = { "audit-redundancy": "one device is left" };

export const auditMutations: readonly Mutation[] = [
  breaking(
    "audit-no-raw",
    by("requests in clear", changing("audit-file", { options: { log_raw: "T" } })),
    by("a file for everybody", changing("audit-file", { options: { mode: "0644" } })),
    by("accessors in clear", changing("audit-copy", { options: { hmac_accessor: "0" } })),
  ),
  breaking(
    "audit-persistent-sink",
    by("a file among the container's own", changing("audit-file", { options: { file_path: "/var/log/audit.log" } })),
    by("a file in an emptyDir", changing("audit-file", { options: { file_path: "/tmp/audit.log" } }), {
      "audit-shipped": "the agent reads another volume",
    }),
  ),
  breaking(
    "audit-redundancy",
    by("one device", without("audit-copy"), oneGoes),
    by(
      "two devices on one file",
      changing("audit-copy", { options: { file_path: "/vault/audit/../audit/audit.log" } }),
    ),
  ),
  breaking("audit-removal", by("the second device goes", without("audit-file"), oneStays)),
  breaking(
    "audit-rotated",
    by(
      "no rotation, and nobody who is told of a full disk",
      replacingEach((each) => {
        if (each.name === "servers") return withCompanions([logShipper, { ...reloader, args: [onlyReloading] }]);
        if (each.name === "alerts") return alertsWithout("VaultDiskFillsUp");
        return each;
      }),
    ),
  ),
  breaking(
    "audit-shipped",
    by(
      "no agent beside the servers",
      replacing("servers", () => withCompanions([reloader])),
    ),
    by(
      "an agent that does not read the volume",
      replacing("servers", () => withCompanions([{ ...logShipper, volumeMounts: [] }, reloader])),
    ),
  ),
];
