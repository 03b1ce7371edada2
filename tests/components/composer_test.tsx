import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { Composer } from "@/components/room/Composer.tsx";

Deno.test("Composer is a form that posts by itself, with the id that makes a repeat harmless", () => {
  const html = renderToString(<Composer title="Lobby" seed={{ id: "abc" }} />);
  assertStringIncludes(html, 'method="post"');
  assertStringIncludes(html, '<input type="hidden" name="id" value="abc"/>');
  assertStringIncludes(html, 'name="body"');
  assertStringIncludes(html, 'type="submit"');
  assert(!html.includes("disabled"));
});

Deno.test("Composer keeps refused words and says why they were", () => {
  const seed = { id: "abc", body: "<b> & more", problem: "Too long" };
  const html = renderToString(
    <Composer title="Lobby" seed={seed} problem={seed.problem} left={-1_234} />,
  );
  assertStringIncludes(html, "&lt;b> &amp; more</textarea>");
  assertStringIncludes(html, "Too long");
  assertStringIncludes(html, "1,234 too many");
  assertStringIncludes(html, 'aria-invalid="true"');
});

Deno.test("Composer counts only when it is told what is left", () => {
  const count = (left?: number) =>
    /id="composer-left">(.*?)<\/p>/.exec(
      renderToString(<Composer title="Lobby" seed={{ id: "a" }} left={left} />),
    )?.[1];
  assertEquals(count(), "");
  assertEquals(count(120), "120 left");
});
