import type { Resource } from "../../resource";
import { awsForms } from "./aws";
import { azureForms } from "./azure";
import { googleForms } from "./google";
import { hostingForms } from "./hosting";
import type { Opening } from "./opening";

/** What the firewalls and security groups of clouds let in to machines: one for each of their rules that lets something in. */
export function openingsOf(resource: Resource): Opening[] {
  return forms.filter(({ type }) => type.test(resource.type)).flatMap(({ read }) => read(resource));
}

const forms = [...awsForms, ...azureForms, ...googleForms, ...hostingForms];
