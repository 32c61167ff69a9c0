// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast a peer reads an X12 file: prints one line of JSON for each. usage: node read.js PEER FILE ROUNDS

import { createReadStream, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [, , peer, file, rounds] = process.argv;

async function readWithNodeX12() {
  const { X12Parser } = await import('node-x12');
  const text = readFileSync(file, 'utf8');
  return () => {
    const interchange = new X12Parser(false).parse(text);
    let segments = 0;
    for (const group of interchange.functionalGroups)
      for (const transaction of group.transactions)
        segments += transaction.segments.length;
    return segments;
  };
}

async function readWithX12Parser() {
  const { X12parser } = await import('x12-parser');
  return () => new Promise((resolve, reject) => {
    let segments = 0;
    createReadStream(file).pipe(new X12parser()).on('data', () => { segments++; }).on('error', reject)
      .on('end', () => resolve(segments));
  });
}

const read = await (peer === 'node-x12' ? readWithNodeX12() : readWithX12Parser());
let best = Infinity;
let cpu = Infinity;
let segments = 0;
for (let i = 0; i < Number(rounds); i++) {
  const start = performance.now();
  const before = process.cpuUsage();
  segments = await read();
  best = Math.min(best, (performance.now() - start) / 1000);
  const used = process.cpuUsage(before);
  cpu = Math.min(cpu, (used.user + used.system) / 1e6);
}
console.log(JSON.stringify({ name: peer, seconds: best, cpu, n: segments, rss_kb: process.resourceUsage().maxRSS }));
