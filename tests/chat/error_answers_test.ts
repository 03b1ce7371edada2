import { assertEquals } from "@std/assert";
import { ErrorAnswers } from "@/chat/error_answers.ts";
import { STRIKES_PER_MINUTE } from "@/chat/limits.ts";
import { Outgoing } from "@/chat/outgoing.ts";
import type { ErrorPacket } from "@/chat/protocol.ts";
import { OutcomeUnknown, Refusal } from "@/chat/refusal.ts";
import { CapturedLog } from "./captured_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { post } from "./log_fixture.ts";
import { RecordedChannel } from "./recorded_channel.ts";

function errorAnswers() {
  const channel = new RecordedChannel();
  const outgoing = new Outgoing(channel, () => {});
  const errors = new ErrorAnswers(outgoing, new FakeEnvironment());
  const answered = (): ErrorPacket[] => {
    outgoing.flush();
    return channel.of("error");
  };
  return { channel, errors, answered };
}

const message = "Expected something else";

Deno.test("failed() answers a refusal with its code, for the command and the room that it was about", () => {
  const { errors, answered } = errorAnswers();
  errors.failed(post("a"), new Refusal("forbidden", message));
  errors.failed(
    { type: "leave", room: "den" },
    new Refusal("rate_limited", message, { retryAfter: 5 }),
  );
  errors.failed({ type: "ping" }, new Refusal("rate_limited", message));
  assertEquals(answered(), [
    { type: "error", code: "forbidden", message, id: "a", room: "lobby" },
    {
      type: "error",
      code: "rate_limited",
      message,
      room: "den",
      retryAfter: 5,
    },
    { type: "error", code: "rate_limited", message },
  ]);
});

Deno.test("failed() answers nothing where the outcome is unknown: the client has to come back and ask", () => {
  using log = new CapturedLog();
  const { errors, answered, channel } = errorAnswers();
  errors.failed(post("a"), new OutcomeUnknown("Nobody knows"));
  assertEquals(answered(), []);
  assertEquals(channel.closed?.code, 1013);
  assertEquals(log.lines.length, 1);
});

Deno.test("failed() tells the operator of any other error, and the client only to try again", () => {
  using log = new CapturedLog();
  const { errors, answered } = errorAnswers();
  errors.failed(post("a"), new Error("The disk is gone"));
  const [answer] = answered();
  assertEquals([answer?.code, answer?.id], ["unavailable", "a"]);
  assertEquals(answer?.message.includes("disk"), false);
  assertEquals(log.lines.length, 1);
});

Deno.test("refuse() closes with 1008 after too many refusals, of which faults here are none", () => {
  const { errors, channel } = errorAnswers();
  const refuse = (code: ErrorPacket["code"]) =>
    errors.refuse({ type: "error", code, message });
  for (let i = 0; i <= STRIKES_PER_MINUTE; i++) refuse("unavailable");
  for (let i = 0; i < STRIKES_PER_MINUTE; i++) refuse("bad_packet");
  assertEquals(channel.closed, undefined);
  refuse("bad_packet");
  assertEquals(channel.closed?.code, 1008);
});
