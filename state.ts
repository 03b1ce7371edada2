import { createDefine } from "fresh";
import type { Chat } from "@/chat/chat.ts";
import type { Person } from "@/chat/people.ts";
import type { Settings } from "@/settings.ts";

/** What a request carries from the middlewares to its route. */
export interface State {
  chat: Chat;
  settings: Settings;
  /** Who asks. Someone new, and not kept, while {@linkcode hasSession} is false. */
  person: Person;
  hasSession: boolean;
  /** The client's IP address. */
  address: string;
}

export const define = createDefine<State>();
