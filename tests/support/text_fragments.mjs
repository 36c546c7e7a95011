// What the polyfill's own matcher finds: pages with text directives come in as JSON, and the texts of their ranges go out.
// The matcher returns two ranges where a directive is ambiguous.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.CORRIDOR_NODE_MODULES;
const { JSDOM } = createRequire(join(modules, "anything.js"))("jsdom");
const { getFragmentDirectives, parseFragmentDirectives, processTextFragmentDirective } = await import(
  pathToFileURL(join(modules, "text-fragments-polyfill", "src", "text-fragment-utils.js")).href
);

let text = "";
for await (const piece of process.stdin) text += piece;

const found = JSON.parse(text).map(({ html, address }) => {
  const { window } = new JSDOM(html);
  for (const name of ["window", "document", "navigator", "Range", "Node", "NodeFilter", "HTMLElement"]) {
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true }); // node has some of its own
  }
  const directives = parseFragmentDirectives(getFragmentDirectives(new URL(address).hash));
  return directives.text.map((one) => processTextFragmentDirective(one).map((range) => range.toString()));
});
process.stdout.write(JSON.stringify(found));
