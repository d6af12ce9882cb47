// Keeps the page behind a modal dialog from scrolling, and leaves it exactly as it was.

interface Stillness {
  begin(): void;
  end(): void;
}

export function stillness(): Stillness {
  const { documentElement: root } = document;
  const before = new Map<string, [string, string]>();
  const set = (name: string, value: string) => {
    before.set(name, [root.style.getPropertyValue(name), root.style.getPropertyPriority(name)]);
    root.style.setProperty(name, value, 'important');
  };
  return {
    begin() {
      if (before.size > 0) return;
      // Where the scroll bar takes room, its room stays, and nothing on the page moves.
      if (innerWidth > root.clientWidth) set('scrollbar-gutter', 'stable');
      set('overflow', 'hidden');
    },
    end() {
      for (const [name, [value, priority]] of before) root.style.setProperty(name, value, priority);
      before.clear();
      if (root.getAttribute('style') === '') root.removeAttribute('style');
    },
  };
}
