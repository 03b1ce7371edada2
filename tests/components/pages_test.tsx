import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { HomePage } from "@/components/HomePage.tsx";
import { LogBottom } from "@/components/room/LogBottom.tsx";
import { LogTop } from "@/components/room/LogTop.tsx";
import { RoomList } from "@/components/RoomList.tsx";
import { RoomPage } from "@/components/RoomPage.tsx";
import { READER } from "./entry.ts";

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
      unread={[]}
      epoch="e"
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

Deno.test("LogTop and LogBottom say why nothing more has come", () => {
  const problem = "Nothing came";
  const html = renderToString(
    <>
      <LogTop title="Lobby" before={51} problem={problem} />
      <LogBottom slug="cafe" after={20} problem={problem} />
    </>,
  );
  assertEquals(html.match(/>Nothing came<\/p>/g)?.length, 2);
});

Deno.test("LogBottom leads on and to the present", () => {
  const html = renderToString(<LogBottom slug="cafe" after={20} />);
  assertStringIncludes(html, 'href="?after=20#oldest"');
  assertStringIncludes(html, 'href="/rooms/cafe"');
});

Deno.test("RoomList counts what is new, and marks where one was named, in words too", () => {
  const counts = new Map([
    ["lobby", { unread: 100, named: false }],
    ["cafe", { unread: 3, named: true }],
  ]);
  const html = renderToString(
    <RoomList rooms={[LOBBY, CAFE]} counts={counts} />,
  );
  assertStringIncludes(html, ", 99+ unread<");
  assertStringIncludes(html, ", 3 unread, you were named<");
  assertStringIncludes(html, ">@<");
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
