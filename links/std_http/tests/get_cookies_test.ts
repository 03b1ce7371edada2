import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { getCookies } from "@std/http/cookie";

function cookiesOf(header: string): Record<string, string> {
  return getCookies(new Headers({ cookie: header }));
}

Deno.test("getCookies() reads names and values", () => {
  assertEquals(cookiesOf("a=1; b=2"), { a: "1", b: "2" });
  assertEquals(cookiesOf("a=1;b=2"), { a: "1", b: "2" });
});

Deno.test("getCookies() takes the text after the first = as the value, undecoded", () => {
  assertEquals(cookiesOf("token=a=b=="), { token: "a=b==" });
  assertEquals(cookiesOf('a=%20; b="x"'), { a: "%20", b: '"x"' });
  assertEquals(cookiesOf("a="), { a: "" });
});

Deno.test("getCookies() trims names but not values", () => {
  assertEquals(cookiesOf("a = 1 ;  b= 2"), { a: " 1 ", b: " 2" });
});

Deno.test("getCookies() lets the last one of a name win", () => {
  assertEquals(cookiesOf("a=1; a=2"), { a: "2" });
});

Deno.test("getCookies() gives an empty object without the header", () => {
  assertEquals(Object.keys(getCookies(new Headers())), []);
});

Deno.test("getCookies() gives an object without prototype", () => {
  const cookies = cookiesOf("__proto__=x; toString=y");
  assertStrictEquals(Object.getPrototypeOf(cookies), null);
  assertEquals(Object.keys(cookies).toSorted(), ["__proto__", "toString"]);
  assert(!("valueOf" in cookies));
});

Deno.test("getCookies() throws for an empty header and for empty parts", () => {
  for (const header of ["a=1;", "", "a=1;;b=2", ";a=1"]) {
    assertThrows(() => cookiesOf(header), SyntaxError);
  }
});
