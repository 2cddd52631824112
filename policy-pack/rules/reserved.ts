/** A rule that is not there yet. Its id is public already: nobody else's rule may take it, for waivers would then mean another rule. */
export interface ReservedRule {
  readonly id: string;
  readonly family: string;
  readonly title: string;
}

/** Rules that ask who can do what, over all policies at once: they come with the access evaluator. */
export const reservedRules: readonly ReservedRule[] = [
  {
    id: "access-widened",
    family: "policy",
    title: "Nobody gains an access that no expectation of the project covers",
  },
  {
    id: "people-no-production-write",
    family: "policy",
    title: "Nobody writes by hand what applications read in production",
  },
  { id: "policy-dead-rule", family: "policy", title: "Every stanza of a policy decides some request" },
  {
    id: "policy-deny-shadowed",
    family: "policy",
    title: "What one policy denies, no other policy of the same subject lets through",
  },
  {
    id: "policy-template-injection",
    family: "policy",
    title: "No templated path takes in a value that its subject can change",
  },
  {
    id: "no-root-equivalent",
    family: "root",
    title: "Nobody but the deployer and those for emergencies can become root, by any chain of steps",
  },
];
