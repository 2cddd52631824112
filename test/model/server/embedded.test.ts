import { gzipSync } from "node:zlib";
import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { addressesOf } from "../../../model/server/addresses";
import { devSignsOf } from "../../../model/server/dev-server";
import { foreignTexts } from "../../../model/server/embedded";
import { listenersOf } from "../../../model/server/listener";
import { configurationsOf } from "../../../model/server/settings";

const cloudInit = `#cloud-config
write_files:
  - path: /etc/vault.d/vault.hcl
    content: |
      # listener "tcp" { tls_disable = 0 }
      storage "raft" { path = "/var/lib/vault" }
      listener "tcp" {
        address     = "0.0.0.0:8200"
        tls_disable = 1
        telemetry { unauthenticated_metrics_access = true }
      }
  - path: /etc/systemd/system/vault.service
    content: |
      [Service]
      Environment=VAULT_ADDR=http://127.0.0.1:8200
      ExecStart=/usr/bin/vault server -config=/etc/vault.d -dev
runcmd: [systemctl, start, vault]
`;

const script = `set -e
cat > /vault/config/vault.hcl <<EOF
listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = "T"
}
EOF
exec vault server -config=/vault/config`;

function resource(type: string, props: object) {
  return readResource({ urn: "urn", type, name: "example", props });
}

function plainListeners(type: string, props: object) {
  return configurationsOf(resource(type, props)).map((settings) => {
    const listeners = listenersOf(settings);
    if (listeners.kind !== "known") return listeners.kind;
    return listeners.value.map(({ tlsDisable }) => [
      tlsDisable.kind === "known" && tlsDisable.value,
      printPlace(tlsDisable.place),
    ]);
  });
}

test("a listener in a machine's user data is found, on its line, and the one in a comment is not", () => {
  expect(plainListeners("aws:ec2/instance:Instance", { userData: cloudInit })).toEqual([
    [[true, "userData.listener.tcp.tls_disable (line 9)"]],
  ]);
});

const base64 = (content: string | Buffer) => Buffer.from(content).toString("base64");

test.each([
  ["a launch template's", "aws:ec2/launchTemplate:LaunchTemplate", { userData: base64(cloudInit) }, "userData"],
  ["an instance's", "aws:ec2/instance:Instance", { userDataBase64: base64(cloudInit) }, "userDataBase64"],
  [
    "an instance's, zipped",
    "aws:ec2/instance:Instance",
    { userDataBase64: base64(gzipSync(cloudInit)) },
    "userDataBase64",
  ],
  [
    "Azure's, over several lines",
    "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
    { customData: base64(cloudInit).replace(/.{76}/gu, "$&\n") },
    "customData",
  ],
  [
    "Google's",
    "gcp:compute/instance:Instance",
    { metadata: { "user-data": base64(cloudInit), "user-data-encoding": "base64" } },
    "metadata.user-data",
  ],
])("a listener in user data in base64 is found: %s", (_name, type, props, name) => {
  expect(plainListeners(type, props)).toEqual([[[true, `${name}.listener.tcp.tls_disable (line 9)`]]]);
  expect(devSignsOf(resource(type, props)).map(({ present }) => present)).toContainEqual(
    expect.objectContaining({ kind: "known", value: true }),
  );
});

test("what user data in base64 has secret stays secret", () => {
  const tokens = `${cloudInit}# hvs.CAESIJ1wv8abcdefghijklmnop`;
  const machine = resource("aws:ec2/instance:Instance", { userDataBase64: base64(tokens) });
  expect(foreignTexts(machine).map(({ kind }) => kind)).toEqual(["secret"]);
});

test("user data that only looks like base64 stays as it is, and zipped that is cut off is not known", () => {
  const texts = (userData: string) => foreignTexts(resource("aws:ec2/instance:Instance", { userData }));
  expect(texts("reboot12")).toMatchObject([{ kind: "known", value: "reboot12" }]);
  expect(texts(base64(gzipSync(cloudInit).subarray(0, 60)))).toMatchObject([{ kind: "unknown" }]);
});

test("a listener in a script's here-document is found", () => {
  const containers = [{ image: "hashicorp/vault", command: ["sh", "-c", script] }];
  expect(plainListeners("kubernetes:core/v1:Pod", { spec: { containers } })).toEqual([
    [[true, "spec.containers[0].command[2].listener.tcp.tls_disable (line 5)"]],
  ]);
});

test("a whole file in a resource of another kind is read as a file", () => {
  const content = 'api_addr = "https://v"\nlistener "tcp" {\n  tls_disable = true\n}\n';
  expect(plainListeners("local:index/file:File", { content })).toEqual([
    [[true, "content.listener.tcp.tls_disable (line 3)"]],
  ]);
});

test("a block that does not end is not read as if it did", () => {
  expect(plainListeners("aws:ec2/instance:Instance", { userData: 'echo\nlistener "tcp" {' })).toEqual(["unknown"]);
});

test.each([
  ["a unit file", cloudInit],
  ["a unit file with a token beside it", `${cloudInit}# hvs.CAESIJ1wv8abcdef`],
])("dev mode and an address over http are found in %s", (_name, userData) => {
  const machine = resource("aws:ec2/instance:Instance", { userData });
  const signs = devSignsOf(machine).filter(({ present }) => present.kind === "known" && present.value);
  expect(signs.map(({ what }) => what)).toEqual(["dev mode"]);
  const addresses = addressesOf(machine).map((value) => (value.kind === "known" ? value.value : value.kind));
  expect(addresses.filter((address) => address !== undefined)).toEqual(["http://127.0.0.1:8200"]);
});

test("another program's flags and addresses are no sign of Vault", () => {
  const userData = "exec web -dev --url http://example.com\nvault status; web -dev";
  const other = resource("aws:ec2/instance:Instance", { userData });
  expect(devSignsOf(other).filter(({ present }) => present.kind === "known" && present.value)).toEqual([]);
  expect(addressesOf(other)).toEqual([]);
});
