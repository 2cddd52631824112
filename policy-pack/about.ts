import type { Resource } from "../model/resource";
import { subjectOf } from "../model/subject";
import type { Requirement } from "./outcome";

/** Whom a rule over a stack speaks of: one of its resources, or the release that makes it. */
export function about(resource: Resource): Required<Pick<Requirement, "subject" | "urn">> {
  return { subject: subjectOf(resource), urn: (resource.madeBy ?? resource).urn };
}
