/** The load generator against real servers, with tiny numbers: what it counts must be right, how fast it goes is of no interest. */
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import type { Measurement } from "@/bench/figures.ts";
import { generate } from "@/bench/generate.ts";
import type { FanOut, Task } from "@/bench/job.ts";
import { measure } from "@/bench/measure.ts";
import { peerOf } from "@/bench/peers.ts";
import { Server } from "@/bench/server.ts";

const ignore = Deno.build.os !== "linux";
const UNPINNED = { cores: undefined };

const FAN_OUT = {
  kind: "fan_out" as const,
  rooms: 2,
  readers: 3,
  writers: 2,
  inFlight: 2,
  bytes: 64,
  warmUp: 50,
  duration: 150,
} satisfies FanOut;

/** @param least How much must have been counted and checked at the least. */
function assertValid({ problems, checked = 0 }: Measurement, least: number) {
  // A slow machine may keep the generator busier than it should be.
  const real = problems.filter((text) => !text.includes("generator used"));
  assertEquals(real, []);
  assert(checked >= least, `${checked}`);
}

for (const peer of ["confab", "deno", "deno-file", "deno-kv-log"] as const) {
  Deno.test(
    `measure() checks every delivery of ${peer}`,
    { ignore },
    async () => {
      const measurement = await measure(peer, FAN_OUT, UNPINNED);
      const { rooms, readers, writers, inFlight } = FAN_OUT;
      assertValid(measurement, rooms * readers * writers * inFlight);
      assertEquals(measurement.checked! % readers, 0);
    },
  );
}

Deno.test(
  "measure() sends no more in a frame than Confab takes",
  { ignore },
  async () => {
    const task = { ...FAN_OUT, inFlight: 16, bytes: 8000 };
    const { readers, writers } = task;
    const measurement = await measure("confab", task, UNPINNED);
    assertValid(measurement, readers * writers * task.inFlight);
  },
);

Deno.test("measure() keeps a steady rate", { ignore }, async () => {
  const { inFlight: _, ...rest } = FAN_OUT;
  const task = { ...rest, rooms: 1, perSecond: 100 };
  const measurement = await measure("deno", task, UNPINNED);
  // From the first moment on, and in the 0.2 s that follow one each 10 ms; those that are late are made up for.
  assertValid(measurement, 20 * FAN_OUT.readers);
});

Deno.test("measure() waits for everybody who resumes", { ignore }, async () => {
  const task: Task = {
    kind: "resume",
    clients: 20,
    missed: 30,
    bytes: 64,
    times: 2,
  };
  const measurement = await measure("confab", task, UNPINNED);
  assertValid(measurement, 20 * 30 * 2);
  assert(measurement.figures.elapsed! > 0);
});

Deno.test(
  "measure() reads pages of a room that was filled",
  { ignore },
  async () => {
    const task: Task = {
      kind: "pages",
      path: "/rooms/room-0",
      connections: 2,
      warmUp: 50,
      duration: 150,
    };
    const setting = { ...UNPINNED, filled: 50 };
    assertValid(await measure("confab", task, setting), 1);
  },
);

Deno.test("Server.start() tells what a peer wrote that does not start", async () => {
  const peer = {
    ...peerOf("deno"),
    command: () => [Deno.execPath(), "run", "/not/there.ts"],
  };
  await assertRejects(() => Server.start(peer, undefined), Error, "not/there");
});

/** A peer that does something wrong with each message. */
async function measureWrong(
  wrong: (members: WebSocket[], message: string) => void,
): Promise<string> {
  const members: WebSocket[] = [];
  await using server = Deno.serve({ port: 0, onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = ({ data }) => {
      const { type, texts } = JSON.parse(data);
      if (type === "post") {
        for (const text of texts) wrong(members, JSON.stringify({ text }));
      } else {
        members.push(socket);
        socket.send(JSON.stringify({ type: "joined" }));
      }
    };
    return response;
  });
  const target = {
    dialect: "plain",
    port: server.addr.port,
    pid: Deno.pid,
  } as const;
  const task = { ...FAN_OUT, rooms: 1 };
  const { problems } = await generate(target, task, undefined);
  for (const member of members) member.close();
  return problems.join("; ");
}

Deno.test(
  "generate() notices messages that come twice",
  { ignore },
  async () => {
    const problems = await measureWrong((members, message) => {
      for (const member of [...members, ...members]) member.send(message);
    });
    assertStringIncludes(problems, "deliveries too many");
    assertStringIncludes(problems, "lost, doubled or out of order");
  },
);

Deno.test(
  "generate() notices messages in the wrong order",
  { ignore },
  async () => {
    let kept: string | undefined;
    const problems = await measureWrong((members, message) => {
      const both = kept === undefined ? [] : [message, kept];
      kept = kept === undefined ? message : undefined;
      for (const member of members) {
        for (const each of both) member.send(each);
      }
    });
    assertStringIncludes(problems, "lost, doubled or out of order");
  },
);

Deno.test(
  "generate() notices what goes wrong for one reader only",
  { ignore },
  async () => {
    const problems = await measureWrong((members, message) => {
      for (const member of members) member.send(message);
      members.at(-1)?.send(message);
    });
    assertStringIncludes(problems, "deliveries too many");
    assertStringIncludes(problems, "lost, doubled or out of order");
  },
);

Deno.test(
  "generate() notices a reader that was cut off",
  { ignore },
  async () => {
    const problems = await measureWrong((members) => members[0]?.close(4000));
    assertStringIncludes(problems, "A connection was lost");
  },
);
