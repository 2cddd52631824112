import { readFile } from "../../model/files/read-file";
import { judgeFiles, type FileRead } from "../../plan/scan";

const release = (values: string): FileRead => ({
  file: "a.yaml",
  reading: readFile({
    file: "a.yaml",
    text: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: vault, namespace: vault}
spec:
  chart: {spec: {chart: vault, version: 0.31.0}}
  valuesFrom:
    - {kind: Secret, name: more}
  values: ${values}
`,
  }),
});

const disabled = String.raw`{server: {standalone: {enabled: true, config: "listener \"tcp\" {\n tls_disable = true\n}"}}}`;

test.each([
  ["production", true],
  ["staging", true],
  ["dev", false],
] as const)(
  "values that nobody opens are said once for all that waits for them; in %s that blocks: %s",
  (tier, blocks) => {
    const { unread, findings } = judgeFiles([release(disabled)], { tier });
    expect(unread).toMatchObject([
      { subject: "a.yaml", place: "7:7", path: "HelmRelease vault/vault spec.valuesFrom[0]", blocks },
    ]);
    expect(unread[0]?.found).toMatch(
      /^a value that stands in a Secret or a ConfigMap of the cluster, if anywhere; .* and \d+ others wait for it$/u,
    );
    expect(findings.filter(({ verdict }) => verdict === "not-evaluated")).toEqual([]);
  },
);

test("what is wrong in the release itself is found all the same", () => {
  const { findings } = judgeFiles([release(disabled)], { tier: "dev" });
  expect(findings.filter(({ ruleId }) => ruleId === "tls-listener-required")).toMatchObject([
    { verdict: "violation", blocks: true, location: { file: "a.yaml", line: 8 } },
  ]);
});
