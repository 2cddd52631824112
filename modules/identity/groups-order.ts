import type { InternalGroupArgs } from "./groups-args";
import { sameName } from "./names";

/** The groups in an order in which each comes after its members. Those of a cycle, and whatever has them as members, are left out. */
export function membersFirst(groups: readonly InternalGroupArgs[]): readonly InternalGroupArgs[] {
  const isPlaced = (name: string, placed: readonly InternalGroupArgs[]): boolean =>
    !groups.some((group) => sameName(group.name, name)) || placed.some((group) => sameName(group.name, name));
  let placed: readonly InternalGroupArgs[] = [];
  for (;;) {
    const next = groups.filter(
      (group) => !placed.includes(group) && (group.memberGroups ?? []).every((member) => isPlaced(member, placed)),
    );
    if (next.length === 0) return placed;
    placed = [...placed, ...next];
  }
}
