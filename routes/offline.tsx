import { Head } from "fresh/runtime";
import { OfflinePage } from "@/components/OfflinePage.tsx";
import { define } from "@/state.ts";

/** What the service worker keeps for pages that it has not kept. */
export default define.page(function Offline() {
  return (
    <>
      <Head>
        <title>Offline · Confab</title>
      </Head>
      <OfflinePage />
    </>
  );
});
