import {
  BODY_CODE_POINTS,
  CLIENT_FRAME_BYTES,
  HEARTBEAT_MS,
} from "./limits.ts";
import { authorOf, type Person } from "./people.ts";
import { PROTOCOL, type Welcome } from "./protocol.ts";

/** The first packet of every connection. */
export function welcomeTo(person: Person): Welcome {
  return {
    type: "welcome",
    protocol: PROTOCOL,
    user: authorOf(person),
    heartbeat: HEARTBEAT_MS,
    limits: { body: BODY_CODE_POINTS, frame: CLIENT_FRAME_BYTES },
  };
}
