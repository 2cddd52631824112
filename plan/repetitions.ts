import type { Resource } from "../model/resource";
import { subjectOf } from "../model/subject";
import type { JudgedFinding } from "./judged-finding";

/** The findings without those about some resources that say of the same line what is said of another resource. */
export function withoutRepetitions<T extends JudgedFinding>(
  findings: readonly T[],
  resources: readonly Resource[],
): T[] {
  const names = new Set(resources.flatMap((resource) => [resource.urn, subjectOf(resource)]));
  const isAbout = ({ urn, subject }: T) => names.has(urn) || names.has(subject);
  const said = new Set(findings.filter((finding) => !isAbout(finding)).map(lineAndWords));
  return findings.filter((finding) => {
    if (!isAbout(finding)) return true;
    const words = lineAndWords(finding);
    const isNew = !said.has(words);
    said.add(words);
    return isNew;
  });
}

function lineAndWords({ ruleId, verdict, path, must, found, location }: JudgedFinding): string {
  return JSON.stringify([ruleId, verdict, path, must, found, location]);
}
