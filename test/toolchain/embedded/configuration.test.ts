import { Refusal } from "../../../problem/problem";
import { readConfiguration } from "../../../toolchain/embedded/configuration";
import { embeddedFolder } from "../../../toolchain/embedded/folder";

const folder = embeddedFolder("/project/.strongroom");
const tcp = {
  address: "127.0.0.1:8210",
  tls_cert_file: ".strongroom/vault/tls/server.pem",
  tls_key_file: ".strongroom/vault/tls/server-key.pem",
};
const good = {
  api_addr: "https://127.0.0.1:8210",
  cluster_addr: "https://127.0.0.1:8211",
  disable_mlock: true,
  storage: { raft: { path: ".strongroom/vault/raft" } },
  listener: [{ tcp }],
};

test("what Strongroom needs to know is read from the declared configuration", () => {
  const text = JSON.stringify(good);
  expect(readConfiguration(text, folder)).toEqual({
    text,
    address: "https://127.0.0.1:8210",
    host: "127.0.0.1",
    port: 8210,
    clusterPort: 8211,
    storage: "/project/.strongroom/vault/raft",
  });
});

const refused: readonly { name: string; configuration: unknown; problems: readonly string[] }[] = [
  {
    name: "plain http",
    configuration: { ...good, api_addr: "http://127.0.0.1:8210" },
    problems: ["api_addr must start with https://, found http://127.0.0.1:8210"],
  },
  {
    name: "an address that others reach",
    configuration: {
      ...good,
      api_addr: "https://0.0.0.0:8210",
      listener: [{ tcp: { ...tcp, address: "0.0.0.0:8210" } }],
    },
    problems: [
      "api_addr must be on loopback (127.0.0.1, localhost or [::1]), found https://0.0.0.0:8210",
      "listener[0].tcp.address must be on loopback, found 0.0.0.0:8210",
    ],
  },
  {
    name: "a second listener without TLS",
    configuration: { ...good, listener: [{ tcp }, { tcp: { address: "127.0.0.1:8212", tls_disable: true } }] },
    problems: [
      "listener[1].tcp.tls_disable must be absent or false, found a listener without TLS",
      "listener[1].tcp.tls_cert_file must be .strongroom/vault/tls/server.pem, the file that Strongroom makes, found nothing",
      "listener[1].tcp.tls_key_file must be .strongroom/vault/tls/server-key.pem, the file that Strongroom makes, found nothing",
    ],
  },
  {
    name: "TLS disabled in another spelling",
    configuration: { ...good, listener: [{ tcp: { ...tcp, tls_disable: "1" } }] },
    problems: ["listener[0].tcp.tls_disable must be absent or false, found a listener without TLS"],
  },
  {
    name: "storage that a reset would not remove",
    configuration: { ...good, storage: { raft: { path: "/var/lib/vault" } } },
    problems: [
      "storage[0].raft.path must be inside /project/.strongroom/vault, so that strongroom dev reset removes it, found /var/lib/vault",
    ],
  },
  {
    name: "a listener elsewhere than the address",
    configuration: { ...good, api_addr: "https://127.0.0.1:9999" },
    problems: ["listener must have one at the port of api_addr (9999), found 127.0.0.1:8210"],
  },
];

test.each(refused)("$name is refused", ({ configuration, problems }) => {
  const fix = "change the server settings in the environment's stack file";
  expect(refusalOf(JSON.stringify(configuration)).message.split("\n")).toEqual(
    problems.map((problem) => `server configuration ${problem}; fix: ${fix}`),
  );
});

test.each([
  ["text that is not JSON", "listener {}"],
  ["another storage", JSON.stringify({ ...good, storage: { inmem: {} } })],
  ["no listener", JSON.stringify({ ...good, listener: undefined })],
])("%s is refused", (_, text) => {
  expect(refusalOf(text).problems[0].subject).toBe("server configuration");
});

function refusalOf(text: string): Refusal {
  try {
    readConfiguration(text, folder);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("not refused");
}
