import { gzipSync } from "node:zlib";
import { devSignsOf } from "../../../model/server/dev-server";
import { addressesOf } from "../../../model/server/addresses";
import { configurationsOf } from "../../../model/server/settings";
import { storedCredentialsOf } from "../../../model/root-credential";
import { positionOf, printPlace } from "../../../model/place";
import type { Resource } from "../../../model/resource";
import { placed, reading } from "./placed";

function only(file: string, text: string): Resource {
  const [resource, ...others] = reading(file, text).resources;
  if (resource === undefined || others.length > 0) throw new Error("not exactly one resource");
  return resource;
}

describe("a unit", () => {
  const unit = `# Vault
[Unit]
Description = "A tool"

[Service]
Environment=A=1
Environment="VAULT_ADDR=http://vault:8200" B=2
ExecStart=/usr/bin/vault server \\
  # why
; also why
  -dev \\
  -config /etc/vault.d
ExecReload=
[Unit]
After=network.target
`;

  test("has all values of a setting, a continued one as one, each with its line", () => {
    expect(placed(only("vault.service", unit))).toEqual([
      'Unit.Description[0] 3:1: "\\"A tool\\""',
      'Unit.After[0] 15:1: "network.target"',
      'Service.Environment[0] 6:1: "A=1"',
      'Service.Environment[1] 7:1: "\\"VAULT_ADDR=http://vault:8200\\" B=2"',
      'Service.ExecStart[0] 8:1: "/usr/bin/vault server    -dev    -config /etc/vault.d"',
      'Service.ExecReload[0] 13:1: ""',
    ]);
  });

  test("starts what it starts", () => {
    const signs = devSignsOf(only("vault.service", unit)).filter(
      ({ present }) => present.kind === "known" && present.value,
    );
    expect(signs.map(({ what, present }) => `${what} at ${printPlace(present.place)}`)).toEqual([
      "dev mode at Service.ExecStart[0]",
    ]);
    expect(addressesOf(only("vault.service", unit)).map(({ place }) => printPlace(place))).toEqual([
      "Service.Environment[1]",
    ]);
  });
});

describe("a first configuration", () => {
  const hcl = 'listener "tcp" {\n  tls_disable = 1\n}\n';
  const withFile = (encoding: string, content: string) =>
    `#cloud-config\nwrite_files:\n  - path: /etc/vault.d/vault.hcl\n    encoding: ${encoding}\n    content: ${content}\n`;

  test.each([
    ["b64", Buffer.from(hcl).toString("base64")],
    ["gz+base64", gzipSync(hcl).toString("base64")],
    ["gzip", `!!binary ${gzipSync(hcl).toString("base64")}`],
    ["text/plain", JSON.stringify(hcl)],
  ])("writes a server's configuration in %s", (encoding, content) => {
    const [settings, ...others] = configurationsOf(only("user-data", withFile(encoding, content)));
    expect(others).toEqual([]);
    expect(settings?.kind).toBe("known");
    expect(settings === undefined ? undefined : positionOf(settings.place)).toMatchObject({ line: 5, column: 5 });
  });

  test("writes one as a block, whose lines are the file's", () => {
    const block = `|\n${hcl.replace(/^/gmu, "      ")}`;
    const [settings] = configurationsOf(only("user-data", withFile("text/plain", block)));
    const places =
      settings === undefined ? [] : placed({ ...only("user-data", withFile("text/plain", block)), inputs: settings });
    expect(places).toEqual(["write_files[0].content.listener.tcp.tls_disable (line 2) 7:9: 1"]);
  });

  test("with a file that is not what its encoding says is read but for that", () => {
    const { resources, problems } = reading("user-data", withFile("gz", "x"));
    expect(problems).toEqual(["5:5 must be what its encoding says, found something else, or too much of it"]);
    expect(resources).toHaveLength(1);
  });

  test("with a bomb ends", () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000)).toString("base64");
    expect(reading("user-data", withFile("gz+b64", bomb)).problems).toHaveLength(1);
  });

  test("of several parts is all of them, on the lines of the file", () => {
    const text = `Content-Type: multipart/mixed; boundary="==B=="
MIME-Version: 1.0

--==B==
Content-Type: text/x-shellscript

#!/bin/sh
export VAULT_ADDR=http://vault:8200
--==B==
Content-Type: text/cloud-config
Content-Transfer-Encoding: base64

${Buffer.from("#cloud-config\nruncmd:\n  - vault server -dev\n").toString("base64")}
--==B==--
`;
    const { kind, resources, problems } = reading("data", text);
    expect({ kind, problems }).toEqual({ kind: "cloud-init", problems: [] });
    expect(resources.flatMap(addressesOf).map(({ place }) => positionOf(place))).toEqual([
      { file: "data", line: 8, column: 8 },
    ]);
    expect(resources.slice(1).flatMap(placed)).toEqual(['runcmd[0] 13:1: "vault server -dev"']);
  });
});

test("a file of variables says what stands in it, line by line", () => {
  const resource = only(
    ".env",
    "# VAULT_ADDR=http://no\nVAULT_ADDR=http://vault:8200\nVAULT_TOKEN=hvs.CAESIexampleexampleexample\n",
  );
  expect(addressesOf(resource).at(-1)?.place).toMatchObject({ line: 2 });
  expect(
    storedCredentialsOf(resource).map(({ what, stored }) => `${what} ${positionOf(stored.place)?.line ?? "nowhere"}`),
  ).toEqual(["a Vault token 3"]);
});
