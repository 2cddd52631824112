/** `strongroom/policy-pack`: what a company's own rules and its own pack are made of (docs/own-rules.md). */
export { asBoolean, asCount, asList, asNames, asSeconds, asText } from "../model/scalars";
export { input, type Resource } from "../model/resource";
export { field, type Value } from "../model/value";
export { isResponsible, type Environment } from "./environment";
export { demand, demandEach, notEvaluated, violation, type Outcome, type Requirement } from "./outcome";
export { strongroomPack } from "./start";
export { defineRule, type Rule, type Stack } from "./rule";
