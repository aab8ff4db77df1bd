/** Hands a file to the browser to be saved. Nothing of it stays in the page or in the browser's own storage. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun once the click was handled; the next turn is soon enough to let go.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
