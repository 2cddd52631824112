import fc from "fast-check";
import { composeType } from "../../../model/file-types";
import { hasPort } from "../../../model/platform/firewall/opening";
import { dockerServersOf, isOnAllAddresses } from "../../../model/platform/published-port";
import { readResource } from "../../../model/resource";

function serversOf(services: object) {
  return dockerServersOf(readResource({ urn: "urn", type: composeType, name: "compose.yaml", props: { services } }));
}

function published(port: unknown) {
  const [server] = serversOf({ vault: { image: "hashicorp/vault", command: "server", ports: [port] } });
  return server?.published.map((each) => {
    const [onAll, isApi] = [isOnAllAddresses(each), hasPort(each.ports, 8200)];
    return [typeof onAll === "boolean" ? onAll : onAll.kind, typeof isApi === "boolean" ? isApi : isApi.kind];
  });
}

test.each<[unknown, readonly unknown[]]>([
  ["8200", [[true, true]]],
  [8200, [[true, true]]],
  ["8200:8200", [[true, true]]],
  ["443:8200/tcp", [[true, true]]],
  ["8000-8300:8000-8300", [[true, true]]],
  ["0.0.0.0:8200:8200", [[true, true]]],
  ["[::]:8200:8200", [[true, true]]],
  ["127.0.0.1:8200:8200", [[false, true]]],
  ["127.0.0.1::8200", [[false, true]]],
  ["[::1]:8200:8200", [[false, true]]],
  ["${ADDRESS:-127.0.0.1}:8200:8200", [["unknown", true]]],
  ["${PORT:-8200}:8200", [[true, true]]],
  ["8200:8200/udp", []],
  [{ target: 8200, published: "8200" }, [[true, true]]],
  [{ target: 8200, host_ip: "127.0.0.1" }, [[false, true]]],
])("the port %j is on every address or not, and Vault's or not", (port, expected) => {
  expect(published(port)).toEqual(expected);
});

test("whatever stands for a port is read without failing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer(), fc.jsonValue()), (port) => {
      published(port);
    }),
  );
});

test("an agent is no server", () => {
  expect(serversOf({ agent: { image: "hashicorp/vault", command: ["agent"], ports: ["8200:8200"] } })).toEqual([]);
});
