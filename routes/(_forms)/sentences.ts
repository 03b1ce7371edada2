import {
  BODY_CODE_POINTS,
  NAME_CODE_POINTS,
  ROOM_TITLE_CODE_POINTS,
} from "@/chat/limits.ts";
import { NameTaken } from "@/chat/name_register.ts";
import type { Refusal } from "@/chat/refusal.ts";

/** Why a message was not posted, for the person at the form. */
export function aboutBody(body: string, refusal: Refusal): string {
  if (body.trim() === "") {
    return "There is nothing to send yet. Write something first.";
  }
  return refusal.code === "too_long"
    ? tooLong("A message", body, BODY_CODE_POINTS)
    : sentence(refusal);
}

/** Why a name was not taken. */
export function aboutName(name: string, refusal: Refusal): string {
  if (name.trim() === "") return "Fill in a name. It is what the others see.";
  if (refusal instanceof NameTaken) {
    return `Somebody here is called that, or something that looks the same. “${refusal.free}” is free.`;
  }
  return refusal.code === "too_long"
    ? tooLong("A name", name, NAME_CODE_POINTS)
    : sentence(refusal);
}

/** Why a room was not made. */
export function aboutTitle(title: string, refusal: Refusal): string {
  if (title.trim() === "") return "Give the room a title.";
  if (refusal.code === "forbidden") {
    return "There is such a room already. Join it, or choose another title.";
  }
  return refusal.code === "too_long"
    ? tooLong("A title", title, ROOM_TITLE_CODE_POINTS)
    : sentence(refusal);
}

function tooLong(what: string, text: string, most: number): string {
  return `${what} has at most ${inWords(most)} characters. This has ${
    inWords([...text].length)
  }.`;
}

function inWords(count: number): string {
  return count.toLocaleString("en");
}

function sentence({ message }: Refusal): string {
  return `${message}.`;
}
