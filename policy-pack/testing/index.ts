/** `strongroom/testing`: runs rules on resources, stacks and changes as Pulumi would hand them over (docs/own-rules.md). */
export { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../example";
export type { Finding } from "../finding";
export { hardenedVault, withContainer, withProps } from "../hardened";
export { casesOf, type Case } from "./cases";
export { judgeChange, judgeResource, judgeStack, type Circumstances, type PlannedChange } from "./judge";
export { secretValue } from "./secret-value";
