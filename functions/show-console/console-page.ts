import { createHash } from 'node:crypto';
import { consoleScript } from './console-script.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
td.amount { text-align: right; font-variant-numeric: tabular-nums; }
nav { display: flex; gap: 1rem; align-items: center; margin-bottom: 1rem; }
.problem { color: #b3261e; }
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The plain page that lists a shop's cases and refund tasks. It holds no data: its script reads the API with the reader's own token. */
export const consolePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Avoir</title>
<style>${style}</style>
</head>
<body>
<h1>Avoir</h1>
<nav><label>Shop <select id="shop"></select></label> <button id="refresh" type="button">Refresh</button></nav>
<p id="message" role="status"></p>
<p id="lane"></p>
<h2>Refunds to make</h2>
<table><thead><tr><th>Due</th><th>Provider</th><th>Refund</th><th>Order</th><th>Order value</th><th>Customer</th><th>Paid on</th><th>State</th></tr></thead><tbody id="tasks"></tbody></table>
<h2>Refund cases</h2>
<table><thead><tr><th>Opened</th><th>Case</th><th>Order</th><th>Total</th><th>Remarks</th></tr></thead><tbody id="cases"></tbody></table>
<h2>Stock in Retail</h2>
<p id="stock-of">Choose a case to see the rows of Retail’s inventory log that belong to it.</p>
<table><thead><tr><th>Logged</th><th>Change</th><th>Reads in Retail</th><th>Sale</th><th>Where</th></tr></thead><tbody id="stock"></tbody></table>
<script>${consoleScript}</script>
</body>
</html>
`;

/** The content security policy of the page: its own style and script and calls to its own origin, nothing else. */
export const consoleSecurityPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "connect-src 'self'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(consoleScript)}`,
].join('; ');
