import { assertEquals } from "@std/assert";
import { parseName, parsePost, parseRoom } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import {
  aboutBody,
  aboutName,
  aboutTitle,
} from "@/routes/(_forms)/sentences.ts";

type Parsed = ReturnType<
  typeof parsePost | typeof parseName | typeof parseRoom
>;

function refusalOf(parsed: Parsed): Refusal {
  if (parsed.ok) throw new Error("Expected a refusal");
  return new Refusal(parsed.error.code, parsed.error.message);
}

Deno.test("aboutBody() says what would be right", () => {
  const about = (body: string) =>
    aboutBody(body, refusalOf(parsePost({ id: "a", body })));
  assertEquals(
    about(" \n"),
    "There is nothing to send yet. Write something first.",
  );
  assertEquals(
    about("🦊".repeat(8_001)),
    "A message has at most 8,000 characters. This has 8,001.",
  );
  assertEquals(
    aboutBody("a", new Refusal("rate_limited", "Too fast: try again in 2 s")),
    "Too fast: try again in 2 s.",
  );
});

Deno.test("aboutName() says what would be right", () => {
  const about = (name: string) => aboutName(name, refusalOf(parseName(name)));
  assertEquals(about(" "), "Fill in a name. It is what the others see.");
  assertEquals(
    about("x".repeat(41)),
    "A name has at most 40 characters. This has 41.",
  );
});

Deno.test("aboutTitle() says what would be right", () => {
  const about = (title: string) =>
    aboutTitle(title, refusalOf(parseRoom({ slug: "a", title })));
  assertEquals(about(""), "Give the room a title.");
  assertEquals(
    about("x".repeat(81)),
    "A title has at most 80 characters. This has 81.",
  );
  assertEquals(
    aboutTitle("Lobby", new Refusal("forbidden", "Cannot make room 'lobby'")),
    "There is such a room already. Join it, or choose another title.",
  );
});
