import { readFile } from "../../model/files/read-file";
import { judgeFiles } from "../../plan/scan";

type Files = Readonly<Record<string, string>>;

/** What a scan of files tells to do about what a rule finds, at each place. */
function fixesOf(rule: string, files: Files): string[] {
  const read = Object.entries(files).map(([file, text]) => ({ file, reading: readFile({ file, text }) }));
  const { findings } = judgeFiles(read, { tier: "production" });
  return findings
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ path, fix }) => `${path ?? ""}: ${fix ?? ""}`.replace(/^values\./u, ""));
}

const beside = {
  "vault-values.yaml": "server:\n  extraContainers: [{name: a, image: example/a:1, securityContext: {runAsUser: 0}}]\n",
};

test.each<readonly [string, Files, readonly string[]]>([
  [
    "pod-hardened",
    beside,
    [
      "server.extraContainers[0].securityContext.capabilities.drop: set capabilities.drop: [ALL] in server.extraContainers[0].securityContext",
      "server.extraContainers[0].resources.limits.memory: set resources.limits.memory in server.extraContainers[0]",
      "server.statefulSet.securityContext.container.capabilities.drop: set capabilities.drop: [ALL] in server.statefulSet.securityContext.container",
    ],
  ],
  [
    "image-pinned",
    beside,
    [
      "server.extraContainers[0].image: add the digest to the image in server.extraContainers[0], as in name:tag@sha256:<digest>",
    ],
  ],
])("%s tells what to do where it is to be done", (rule, files, expected) => {
  expect(fixesOf(rule, files)).toEqual(expect.arrayContaining([...expected]));
});
