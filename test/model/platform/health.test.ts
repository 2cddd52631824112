import { verdictOf, type ServerState } from "../../../model/platform/health";
import { readValue } from "../../../model/read";

const secondaries = ["performance standby", "DR secondary"] as const;
const states: readonly ServerState[] = ["sealed", "not initialized", "standby", "cut-off standby", ...secondaries];

/** The states in which a server passes; what keeps that from being known. */
function passed(probe: unknown): readonly ServerState[] | string | undefined {
  const verdict = verdictOf(readValue(probe, { path: [] }));
  if (verdict.kind !== "known") return verdict.kind;
  const says = verdict.value;
  return says === undefined ? undefined : states.filter((state) => says(state));
}

const request = (path: string) => ({ httpGet: { path, port: 8200 } });
const script = (text: string) => ({ exec: { command: ["/bin/sh", "-c", text] } });

test.each<[string, unknown, readonly ServerState[] | string | undefined]>([
  ["nothing", undefined, undefined],
  ["health as it is", request("/v1/sys/health"), []],
  ["health with standbys", request("/v1/sys/health?standbyok=true"), ["standby"]],
  ["a switch without a value, which is off", request("/v1/sys/health?standbyok"), []],
  ["standbys by their code", request("/v1/sys/health?standbycode=200"), ["standby"]],
  [
    "codes for every state of the community's Vault",
    request("/v1/sys/health?standbyok=1&sealedcode=204&uninitcode=204&haunhealthycode=204"),
    ["sealed", "not initialized", "standby", "cut-off standby"],
  ],
  [
    "codes for every state",
    request(
      "/v1/sys/health?standbyok=1&perfstandbyok=1&sealedcode=204&uninitcode=204&haunhealthycode=204&drsecondarycode=200",
    ),
    [...states],
  ],
  ["performance standbys by their code", request("/v1/sys/health?performancestandbycode=200"), ["performance standby"]],
  ["a code that is no success", request("/v1/sys/health?sealedcode=418"), []],
  ["another path", request("/v1/sys/seal-status"), [...states]],
  ["a connection", { tcpSocket: { port: 8200 } }, [...states]],
  [
    "vault status",
    { exec: { command: ["vault", "status", "-tls-skip-verify"] } },
    ["standby", "cut-off standby", ...secondaries],
  ],
  ["vault status, and another answer taken as well", script("vault status || [ $? -eq 2 ]"), "unknown"],
  ["curl that fails", script("curl -fsk 'https://127.0.0.1:8200/v1/sys/health?standbyok=true'"), ["standby"]],
  ["curl that takes any answer", script("curl -sk https://127.0.0.1:8200/v1/sys/health"), [...states]],
  ["a script of the user's", { exec: { command: ["/ready.sh"] } }, "unknown"],
  ["a probe of a kind to come", { somethingNew: {} }, "unknown"],
])("a probe by %s", (_name, probe, expected) => {
  expect(passed(probe)).toEqual(expected);
});
