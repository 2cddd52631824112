import path from "node:path";
import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import type { AuditDevice } from "./path";

/**
 * Checks that devices declared as one set are as many as they look: no two of one name, no two that write to one place.
 * How many there must be is not asked here: the rule `audit-redundancy` judges that, for whatever program declares them.
 * @throws Refusal with every device that repeats an earlier one
 */
export function checkAuditDevices(devices: readonly AuditDevice[]): void {
  refuseFor(devices.flatMap((device, index) => repetitions(device, devices.slice(0, index))));
}

function repetitions(device: AuditDevice, earlier: readonly AuditDevice[]): Problem[] {
  const subject = `audit device "${device.name}"`;
  if (earlier.some(({ name }) => name === device.name)) {
    return [
      {
        subject,
        path: "name",
        must: "have a name of its own",
        found: "another device of that name",
        fix: "rename one",
      },
    ];
  }
  const twin = earlier.find((other) => sinkOf(other) === sinkOf(device));
  if (twin === undefined) return [];
  return [
    {
      subject,
      path: "options",
      must: "write to a place of its own: what stops one device on it stops the other",
      found: `that of "${twin.name}", ${sinkOf(device)}`,
      fix: "give it another file, address or type, or remove it",
    },
  ];
}

/** Where a device's lines go, as the rule `audit-redundancy` sees it. */
function sinkOf({ type, options }: AuditDevice): string {
  switch (type) {
    case "file": {
      // The older name counts where the newer is not given (audit/backend_file.go).
      const file = (options["file_path"] ?? options["path"] ?? "").trim();
      return `the file ${/^stdout$/i.test(file) ? "stdout" : path.posix.normalize(file)}`;
    }
    case "socket":
      return `the socket ${(options["address"] ?? "").trim()}`;
    default:
      // Every syslog device writes to the one daemon of the machine.
      return `the machine's ${type}`;
  }
}
