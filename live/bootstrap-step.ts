/** The steps in their order, as they are told while they begin. */
export const bootstrapSteps = [
  "initialise",
  "keep the unseal key",
  "unseal",
  "create audit devices",
  "create the deployer's policy",
  "create the deployer's auth method",
  "keep the deployer's login",
  "create the deployer",
  "log in as the deployer",
  "revoke the root token",
  "prove the root token dead",
  "forget the root token",
] as const;
export type BootstrapStep = (typeof bootstrapSteps)[number];

export interface BootstrapRun {
  /** Told as each step begins; steps that an earlier run finished are not told. */
  readonly onStep: (step: BootstrapStep) => void;
  readonly signal: AbortSignal;
}
