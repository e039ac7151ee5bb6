// Draws recorded pages with pdfkit. A line of input asks for one way; a line of output answers with what it took. The first line of input is
// the folder of the fonts, the second one the file of the pages.
import fs from 'node:fs';
import readline from 'node:readline';
import PDFDocument from 'pdfkit';

const HEIGHT = 841.89;
let fonts, pages;

function open() {
  const document = new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, pdfVersion: '1.7', subset: 'PDF/A-2a', tagged: true, lang: 'it', displayTitle: true,
    compress: true, info: { Title: 'Avviso di pagamento', Author: 'Comune di Prova' },
  });
  fonts.forEach((bytes, i) => document.registerFont(`F${i}`, bytes));
  const root = document.struct('Document');
  document.addStructure(root);
  return { document, root };
}

function draw(document, root, page) {
  document.addPage();
  const state = { font: '', fill: '', stroke: '' };
  for (const piece of page) {
    if (piece.tag) root.add(document.struct(piece.tag, piece.alt ? { alt: piece.alt } : {}, () => drawAll(document, state, piece.items)));
    else {
      document.markContent('Artifact', { type: 'Layout' });
      drawAll(document, state, piece.items);
      document.endMarkedContent();
    }
  }
}

function drawAll(document, state, items) {
  for (const item of items) {
    if (item.fill && state.fill !== item.fill) document.fillColor((state.fill = item.fill));
    if (item.stroke && state.stroke !== item.stroke) document.strokeColor((state.stroke = item.stroke));
    switch (item.kind) {
      case 'text':
        if (state.font !== `${item.font} ${item.size}`) {
          state.font = `${item.font} ${item.size}`;
          document.font(`F${item.font}`, item.size);
        }
        document.text(item.text, item.x, HEIGHT - item.y, { lineBreak: false, baseline: 'alphabetic' });
        break;
      case 'rectangle':
        document.rect(item.x, HEIGHT - item.y - item.height, item.width, item.height).fill();
        break;
      case 'line':
        document.lineWidth(item.width).moveTo(item.x, HEIGHT - item.y).lineTo(item.x2, HEIGHT - item.y2).stroke();
        break;
      case 'link':
        document.link(item.x, HEIGHT - item.y - item.height, item.width, item.height, item.target);
        break;
      case 'squares':
        document.save().transform(item.scaleX, 0, 0, -item.scaleY, item.x, HEIGHT - item.y);
        for (const [x, y, width] of item.squares) document.rect(x, y, width, 1);
        document.fill().restore();
        break;
      case 'path':
        document.save().transform(item.scaleX, 0, 0, -item.scaleY, item.x, HEIGHT - item.y);
        if (item.width) document.lineWidth(item.width).lineCap('round').lineJoin('round');
        document.addContent(item.operators);
        (item.width ? document.stroke() : document.fill()).restore();
        break;
      default:
        throw new Error(`pdfkit is not told how to draw ${item.kind}`);
    }
  }
}

function finish({ document, root }) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(chunks));
    document.on('error', reject);
    root.end();
    document.end();
  });
}

const length = (chunks) => chunks.reduce((sum, chunk) => sum + chunk.length, 0);

async function oneEach(count) {
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const open1 = open();
    draw(open1.document, open1.root, pages[i % pages.length]);
    bytes += length(await finish(open1));
  }
  return bytes;
}

async function allInOne(count) {
  const open1 = open();
  for (let i = 0; i < count; i++) draw(open1.document, open1.root, pages[i % pages.length]);
  return length(await finish(open1));
}

async function save(file) {
  const open1 = open();
  draw(open1.document, open1.root, pages[0]);
  const chunks = await finish(open1);
  fs.writeFileSync(file, Buffer.concat(chunks));
  return length(chunks);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (!fonts) {
    fonts = JSON.parse(line).map((file) => fs.readFileSync(file));
    continue;
  }
  if (!pages) {
    pages = JSON.parse(fs.readFileSync(line, 'utf8'));
    continue;
  }
  const [way, argument] = JSON.parse(line);
  const [started, processor] = [process.hrtime.bigint(), process.cpuUsage()];
  const bytes = await { oneEach, allInOne, save }[way](argument);
  const { user, system } = process.cpuUsage(processor);
  console.log(JSON.stringify({ bytes, elapsed: Number(process.hrtime.bigint() - started) / 1000, processor: user + system }));
}
