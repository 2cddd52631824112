import type { AuditDevice } from "../../modules/audit/path";
import type { AuditDeviceValues } from "./values";

export function declareAuditDevice(values: AuditDeviceValues): AuditDevice {
  switch (values.type) {
    case "file":
      return { name: values.name, type: "file", options: { file_path: values.filePath, mode: "0600" } };
    case "syslog":
      return { name: values.name, type: "syslog", options: { facility: values.facility, tag: values.tag } };
    case "socket":
      return {
        name: values.name,
        type: "socket",
        options: { address: values.address, socket_type: values.socketType },
      };
  }
}
