/** Drawn on a grid of 24, as strokes in the colour of the text around them. */
export const SHAPES = {
  alert: "M12 8v5m0 3.5v.01M12 3 2.5 20h19z",
  back: "M19 12H5m6-6-6 6 6 6",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1h-15zM10 20.5h4",
  close: "M6 6l12 12M18 6 6 18",
  down: "M12 5v14m-6-6 6 6 6-6",
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M4 15h16",
  menu: "M4 7h16M4 12h16M4 17h16",
  offline:
    "M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-5.5-2.8M12 19.5v.01",
  people:
    "M15.5 20v-1.5a4 4 0 0 0-4-4h-4a4 4 0 0 0-4 4V20M9.5 11a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5M20.5 20v-1.5a4 4 0 0 0-3-3.9M15 4.7a3.25 3.25 0 0 1 0 6.1",
  pencil: "M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19z",
  person:
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c.5-3.6 3.2-5 7-5s6.5 1.4 7 5",
  plus: "M12 5v14M5 12h14",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
  send: "M12 19V5m-6.5 6.5L12 5l6.5 6.5",
  up: "M12 19V5m-6 6 6-6 6 6",
};

export type IconName = keyof typeof SHAPES;

/** A picture beside or in the place of words; whoever uses it says the words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
