#!/usr/bin/env node
// Collects all TODOs with their attachments from Trimble Connect. Node.js 18 or newer, nothing to install.
//
//   TCKEY=… TCSEC=… node todos.mjs [--to DIRECTORY] [PROJECT …]
//   TENON_URL=… TENON_API_KEY=… TENON_USER=… node todos.mjs --hub [--to DIRECTORY] [PROJECT …]
//
// Without a project it takes all of all regions. README.md says which of the two ways is for you.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const env = process.env;
const AUTHORITY = env.TC_AUTHORITY ?? "https://id.trimble.com";
const MASTER = env.TC_MASTER ?? "https://app.connect.trimble.com";
const API = "/tc/api/2.0/";
const SLICE = 1000;
const ADVICE = `\
Trimble Connect no longer takes tokens of client credentials from most applications.
Connect once in a browser, and let a Tenon hub keep the connection alive:
  tenon connect -i trimble-connect -u NAME
Then run this with --hub, and TENON_URL, TENON_API_KEY and TENON_USER=NAME.`;

/** A server said no; `status` is its answer's. */
class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** Sends it. Waits and tries again where the server asks for it. A token goes nowhere else: redirects are not followed. */
async function send(url, headers, body) {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(60_000),
    });
    if ((answer.status !== 429 && answer.status !== 503) || attempt === 4) return answer;
    const wait = answer.headers.get("Retry-After") ?? "";
    const seconds = /^\d+$/.test(wait) ? Number(wait) : 2 ** attempt;
    await new Promise((done) => setTimeout(done, 1000 * Math.min(60, seconds)));
  }
}

async function read(url, answer) {
  const text = await answer.text();
  if (answer.status !== 200 && answer.status !== 206) {
    throw new Refused(answer.status, `${url} answered ${answer.status}: ${text.slice(0, 200)}`);
  }
  return JSON.parse(text);
}

// Ways to a token.

/** One value as a form encodes it. */
const formEncoded = (text) => new URLSearchParams({ x: text }).toString().slice(2);

/** Client credentials: key and secret go in a Basic header, each form-encoded (RFC 6749 §2.3.1). */
async function step1IdToken(key, secret) {
  const pair = `${formEncoded(key)}:${formEncoded(secret)}`;
  const url = `${AUTHORITY}/oauth/token`;
  const headers = {
    Authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
    "Content-Type": "application/x-www-form-urlencoded",
    Accept: "application/json",
  };
  const form = new URLSearchParams({ grant_type: "client_credentials", scope: env.TC_SCOPE ?? "openid" });
  const answer = await read(url, await send(url, headers, form.toString()));
  if (!answer.id_token) throw new Refused(401, "Trimble Identity gave no id_token: is openid in the scope?");
  return answer.id_token;
}

/** The exchange is at the master region, wherever the projects are, and wants JSON. */
async function step2TcToken(idToken) {
  const url = `${MASTER}${API}auth/token`;
  const body = JSON.stringify({ jwt: idToken });
  return (await read(url, await send(url, { "Content-Type": "application/json" }, body))).token;
}

/** A token by the script's own key and secret. */
async function ofScript() {
  const token = await step2TcToken(await step1IdToken(variable("TCKEY"), variable("TCSEC")));
  return { header: `Bearer ${token}`, refused: async () => false };
}

/** A user's token, which a Tenon hub keeps valid. */
async function ofHub() {
  const url = `${variable("TENON_URL").replace(/\/+$/, "")}/api/v1/token`;
  const headers = { Authorization: `Bearer ${variable("TENON_API_KEY")}`, "Content-Type": "application/json" };
  const question = { integration: env.TENON_INTEGRATION ?? "trimble-connect", user: variable("TENON_USER") };
  const token = { header: "", version: {} };
  const ask = async () => {
    const answer = await send(url, headers, JSON.stringify(question));
    const said = await answer.json();
    if (answer.status !== 200) {
      const where = said.connect_url ? ` Connect here: ${said.connect_url}` : "";
      throw new Refused(answer.status, (said.detail ?? "The hub refused.") + where);
    }
    token.header = `Bearer ${said.access_token}`;
    token.version = { connection_id: said.connection_id, token_version: said.token_version };
  };
  // The provider does not take the token: the hub gets another.
  token.refused = async () => {
    await send(`${url}/report-invalid`, headers, JSON.stringify(token.version));
    await ask();
    return true;
  };
  await ask();
  return token;
}

// Trimble Connect.

class Connect {
  constructor(token) {
    this.token = token;
  }

  /** Without Content-Type: there is no body, and some gateways answer 500 to it. */
  async get(url, items) {
    for (const again of [true, false]) {
      const headers = { Authorization: this.token.header, Accept: "application/json" };
      if (items) headers.Range = `items=${items}`;
      const answer = await send(url, headers);
      if (!(answer.status === 401 && again && (await this.token.refused()))) return answer;
    }
  }

  /** All items: a long list comes in slices, with 206 and Content-Range: items 0-999/2500. */
  async list(url) {
    const found = [];
    for (;;) {
      const answer = await this.get(url, `${found.length}-${found.length + SLICE - 1}`);
      if (answer.status === 416) return found;
      const items = await read(url, answer);
      found.push(...items);
      const total = /\/(\d+)$/.exec(answer.headers.get("Content-Range") ?? "");
      if (answer.status !== 206 || items.length === 0 || (total && found.length >= Number(total[1]))) return found;
    }
  }

  /** Of all regions: each knows its own projects only. */
  async projects() {
    const found = [];
    for (const region of await this.list(`${MASTER}${API}regions`)) {
      const api = region["tc-api"] || `https:${region.origin}${API}`;
      for (const project of await this.list(`${api}projects`)) {
        found.push({ api, location: region.location ?? "", project });
      }
    }
    return found;
  }

  /** The address that is given is signed, and wants no token. */
  async download(api, fileId) {
    const url = `${api}files/fs/${fileId}/downloadurl`;
    const signed = (await read(url, await this.get(url))).url;
    const answer = await send(signed, {});
    if (answer.status !== 200) throw new Refused(answer.status, `The download of ${fileId} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}

// What is written.

/** A name that is one file's on every system, whatever the provider says. */
const safe = (name) => name.replace(/[\\/:*?"<>|\x00-\x1f\x7f]/g, "_").replace(/[. ]+$/, "") || "_";

/** The name, or with the id before it where another thing has it already. */
function free(used, name, id) {
  name = safe(name);
  if (used.has(name.toLowerCase())) name = safe(`${id}-${name}`);
  used.add(name.toLowerCase());
  return name;
}

const people = (todo) =>
  (todo.assignees ?? []).map((it) => `${it.firstName ?? ""} ${it.lastName ?? ""}`.trim()).join(", ");

const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function exportAll(connect, wanted, directory) {
  const projects = await connect.projects();
  const names = projects.map(({ project }) => project.name);
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Refused(404, `No project is called ${missing.join(", ")}. There are: ${names.sort().join(", ")}`);
  }
  await mkdir(directory, { recursive: true });
  const rows = ["region project label title status priority due assignees attachments".split(" ")];
  const used = new Set(["todos.csv"]);
  for (const { api, location, project } of projects) {
    if (wanted.length === 0 || wanted.includes(project.name)) {
      const folder = free(used, project.name, project.id);
      rows.push(...(await exportProject(connect, api, location, project, directory, folder)));
    }
  }
  await writeFile(join(directory, "todos.csv"), rows.map((row) => `${row.map(cell).join(",")}\r\n`).join(""));
}

async function exportProject(connect, api, location, project, directory, folder) {
  const query = `projectId=${encodeURIComponent(project.id)}`;
  const todos = await connect.list(`${api}todos?${query}`);
  const rows = [];
  const used = new Set();
  let files = 0;
  for (const todo of todos) {
    const places = [];
    const place = `${folder}/${free(used, todo.label || todo.id, todo.id)}`;
    const names = new Set();
    for (const it of await connect.list(`${api}todos/${todo.id}/attachments?${query}`)) {
      if (it.type === "FILE") {
        const path = `${place}/${free(names, it.name, it.id)}`;
        await mkdir(join(directory, place), { recursive: true });
        await writeFile(join(directory, path), await connect.download(api, it.id));
        places.push(path);
        files++;
      } else if (it.type === "URL") {
        places.push(it.url);
      }
    }
    const fields = ["label", "title", "status", "priority", "dueDate"].map((name) => todo[name] ?? "");
    rows.push([location, project.name, ...fields, people(todo), places.join(" | ")]);
  }
  console.error(`${project.name} (${location}): ${todos.length} TODOs, ${files} files`);
  return rows;
}

function variable(name) {
  if (!env[name]) throw new Refused(0, `${name} is not set. See README.md.`);
  return env[name];
}

const asked = { hub: false, to: "todos", projects: [] };
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === "--hub") asked.hub = true;
  else if (word === "--to") asked.to = words.shift() ?? "todos";
  else asked.projects.push(word);
}
try {
  await exportAll(new Connect(asked.hub ? await ofHub() : await ofScript()), asked.projects, asked.to);
} catch (trouble) {
  console.error(trouble instanceof Refused ? trouble.message : `No answer, or nowhere to write: ${trouble}`);
  if (!asked.hub && [401, 403].includes(trouble.status)) console.error(ADVICE);
  process.exitCode = trouble instanceof Refused ? (trouble.message.includes("Connect here") ? 4 : 3) : 1;
}
