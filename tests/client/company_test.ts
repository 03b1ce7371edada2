import { assertEquals } from "@std/assert";
import { Company } from "@/client/company.ts";
import type { Presence } from "@/chat/protocol.ts";

const ADA = { id: "ada", name: "Ada" };
const BO = { id: "bo", name: "Bo" };

function company(...packets: Omit<Presence, "type" | "room">[]) {
  const company = new Company();
  for (const packet of packets) {
    company.changed({ type: "presence", room: "lobby", ...packet });
  }
  return company.people.value;
}

Deno.test("people are unknown until the server tells", () => {
  assertEquals(company(), null);
});

Deno.test("changed() applies who came and went to who was there", () => {
  assertEquals(
    company({ count: 1, users: [ADA] }, { count: 2, joined: [BO] }, {
      count: 1,
      left: [ADA],
    }),
    { count: 1, users: [BO] },
  );
});

Deno.test("changed() knows somebody by their new name and colour", () => {
  const renamed = { ...ADA, name: "Adele", hue: 3 };
  assertEquals(
    company({ count: 2, users: [ADA, BO] }, { count: 2, joined: [renamed] }),
    { count: 2, users: [renamed, BO] },
  );
});

Deno.test("changed() forgets the names when they are too many, and takes a full list for what it is", () => {
  const many = { count: 201 };
  assertEquals(company({ count: 1, users: [ADA] }, many), many);
  assertEquals(company(many, { count: 202 }), { count: 202 });
  assertEquals(company(many, { count: 1, users: [BO] }), {
    count: 1,
    users: [BO],
  });
});
