/** The mark and the word, home from everywhere. Every page lies below home, which need not be said of this link. */
export function Brand() {
  return (
    <a class="brand" href="/" aria-current="false">
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <path
          class="brand-back"
          d="M13 5h12a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4v4l-4.5-4H13a4 4 0 0 1-4-4V9a4 4 0 0 1 4-4z"
        />
        <path
          class="brand-front"
          d="M7 11h11a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4h-6.5L7 29v-4a4 4 0 0 1-4-4v-6a4 4 0 0 1 4-4z"
        />
      </svg>
      Confab
    </a>
  );
}
