import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { HomePage } from "@/components/HomePage.tsx";
import { LogTop } from "@/components/room/LogTop.tsx";
import { PastMessages } from "@/components/room/PastMessages.tsx";
import { RoomPage } from "@/components/RoomPage.tsx";
import { message, READER } from "./entry.ts";

const LOBBY = { slug: "lobby", title: "Lobby", createdAt: 0 };
const CAFE = { slug: "cafe", title: "Café <b>", createdAt: 0 };

Deno.test("HomePage has the name filled in, the rooms and a form for another", () => {
  const html = renderToString(
    <HomePage person={READER} rooms={[LOBBY, CAFE]} />,
  );
  assertStringIncludes(html, 'value="Ada"');
  assert(
    html.indexOf('href="/rooms/lobby"') < html.indexOf('href="/rooms/cafe"'),
  );
  assertStringIncludes(html, "Café &lt;b>");
  assertEquals(html.match(/<form[^>]* method="post"/g)?.length, 2);
});

Deno.test("HomePage shows what is wrong beside the field, with what was typed", () => {
  const html = renderToString(
    <HomePage
      person={READER}
      rooms={[LOBBY]}
      name={{ value: "\"'<", problem: "Not a name" }}
    />,
  );
  assertStringIncludes(html, 'value="&quot;\'&lt;"');
  assertStringIncludes(html, 'aria-describedby="name-problem"');
  assertStringIncludes(html, ">Not a name</p>");
});

Deno.test("RoomPage leads to the other rooms and marks this one, without script", () => {
  const html = renderToString(
    <RoomPage
      room={CAFE}
      rooms={[LOBBY, CAFE]}
      person={READER}
      people={{ count: 1, users: [READER] }}
      zone="UTC"
    >
      words
    </RoomPage>,
  );
  assertStringIncludes(html, 'href="/rooms/lobby"');
  assertStringIncludes(html, 'href="/rooms/cafe" aria-current="page"');
  assertStringIncludes(html, 'popovertarget="sidebar"');
  assertStringIncludes(html, "times are in UTC");
  assert(
    !/\son\w+=|\sstyle=/.test(html),
    "The policy for scripts and styles blocks attributes",
  );
});

Deno.test("LogTop leads to what is older, else says that the room begins", () => {
  assertStringIncludes(
    renderToString(<LogTop title="Lobby" before={51} />),
    'href="?before=51"',
  );
  assertStringIncludes(
    renderToString(<LogTop title="Lobby" />),
    "where it begins",
  );
});

Deno.test("PastMessages leads both ways and to the present", () => {
  const messages = [
    message({ seq: 10, body: "a" }),
    message({ seq: 20, body: "b" }),
  ];
  const page = (past: { before?: number; after?: number }, more: boolean) =>
    renderToString(
      <PastMessages
        slug="cafe"
        title="Café"
        me={READER}
        seed={{ epoch: "e", head: 99, messages, more }}
        past={past}
        zone="UTC"
        now={0}
      />,
    );
  assertStringIncludes(page({ before: 21 }, true), 'href="?before=10"');
  assertStringIncludes(page({ after: 9 }, false), 'href="?before=10"');
  assert(!page({ before: 21 }, false).includes("?before="));
  assertStringIncludes(page({ before: 21 }, false), 'href="?after=20#oldest"');
  assertStringIncludes(page({ before: 21 }, false), 'href="/rooms/cafe"');
});

Deno.test("ErrorPage says what happened and what next, for known and unknown statuses", () => {
  for (
    const status of [400, 403, 404, 405, 413, 418, 422, 429, 500, 503, 599]
  ) {
    const html = renderToString(<ErrorPage status={status} />);
    assertStringIncludes(html, String(status));
    assert(/<h1>[^<]+<\/h1><p>[^<]+[.!?]<\/p>/.test(html), html);
    assertStringIncludes(html, 'href="/"');
  }
  const own = renderToString(
    <ErrorPage status={404} title="Gone" text="It went <away>" />,
  );
  assertStringIncludes(own, "<h1>Gone</h1><p>It went &lt;away>.</p>");
});
