import { AuditDevices } from "../../../modules/audit/devices";
import { auditDevicePath, type AuditDevice } from "../../../modules/audit/path";
import { refusedFor, registrationsOf } from "../registrations";

const file: AuditDevice = { name: "a", type: "file", options: { file_path: "/audit/a.log", mode: "0600" } };
const syslog: AuditDevice = { name: "b", type: "syslog", options: { facility: "AUTH", tag: "vault" } };
const socket: AuditDevice = { name: "c", type: "socket", options: { address: "127.0.0.1:9090", socket_type: "tcp" } };

const component = { id: "strongroom:audit:AuditDevices::audit", inputs: {} };

function registration(device: AuditDevice) {
  return {
    id: `vault:index/audit:Audit::${device.name}`,
    inputs: { type: device.type, path: auditDevicePath(device), options: device.options },
    parent: component.id,
    // Neither protected nor deleted first: a change enables the new device beside the old one.
    deleteBeforeReplace: false,
  };
}

function declare(...devices: readonly AuditDevice[]): AuditDevices {
  return new AuditDevices("audit", { devices });
}

describe("audit devices", () => {
  it("are one resource each, replaced by creating first, and unprotected", async () => {
    expect(await registrationsOf(() => declare(file, syslog, socket))).toEqual([
      component,
      registration(file),
      registration(syslog),
      registration(socket),
    ]);
  });

  it("may be too few here: how many there must be is for the rule to judge, in every program", async () => {
    expect(await registrationsOf(() => declare(file))).toEqual([component, registration(file)]);
  });

  it("say where they are in Vault", async () => {
    let paths: unknown;
    await registrationsOf(() => {
      ({ paths } = declare(file, syslog));
    });
    expect(paths).toEqual({ a: auditDevicePath(file), b: auditDevicePath(syslog) });
  });

  it("have names of their own", () => {
    expect(refusedFor(() => declare(file, { ...syslog, name: "a" }))).toEqual([
      {
        subject: 'audit device "a"',
        path: "name",
        must: "have a name of its own",
        found: "another device of that name",
        fix: "rename one",
      },
    ]);
  });

  it.each<[string, AuditDevice, AuditDevice, string]>([
    ["one file", file, { ...file, options: { file_path: "/audit/a.log", mode: "0644" } }, "the file /audit/a.log"],
    ["one file, spelled otherwise", file, { ...file, options: { path: "/audit/./a.log" } }, "the file /audit/a.log"],
    [
      "standard output",
      { ...file, options: { file_path: "stdout" } },
      { ...file, options: { file_path: "STDOUT" } },
      "the file stdout",
    ],
    ["one address", socket, { ...socket, options: { address: "127.0.0.1:9090" } }, "the socket 127.0.0.1:9090"],
    ["the machine's syslog", syslog, { ...syslog, options: { tag: "other" } }, "the machine's syslog"],
  ])("do not both write to %s", (_, first, second, sink) => {
    expect(refusedFor(() => declare(first, { ...second, name: "z" }))).toEqual([
      {
        subject: 'audit device "z"',
        path: "options",
        must: "write to a place of its own: what stops one device on it stops the other",
        found: `that of "${first.name}", ${sink}`,
        fix: "give it another file, address or type, or remove it",
      },
    ]);
  });
});
