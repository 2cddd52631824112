import { casesOf } from "strongroom/testing";
import mountNamesTeam from "../../examples/company-pack/rules/mount-names-team";

test.each(casesOf(mountNamesTeam))("a company's own rule: $name", ({ problems }) => {
  expect(problems()).toEqual([]);
});
