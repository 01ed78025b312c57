/**
 * What the program may see of the caller's environment variables: an allow-list, and what the user names besides.
 * Hygiene, not a boundary: a program of the same user can read more (SECURITY.md).
 */
import { cpus, totalmem } from 'node:os';
import { InputError } from '../model/errors.js';
import type { Environment } from '../model/measurement.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Who and where the user is, how the machine speaks, and where libraries and devices are found. */
const PROGRAM_ALLOWED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TZDIR|TERM|CI|RUNNER_TRACKING_ID|SYSTEMROOT|XDG_[A-Z_]+|LD_LIBRARY_PATH|DYLD_[A-Z_]*LIBRARY_PATH|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|CUDA_[A-Z_]+|NVIDIA_[A-Z_]+|(OMP|MKL|OPENBLAS|NUMEXPR|BLIS|VECLIB_MAXIMUM|RAYON)_[A-Z_]*THREADS)$/;

/**
 * What installers need besides to reach their registries: setup and pip see it, the program does not. Where they install to is decided
 * here, not by the machine's settings.
 */
const SETUP_ALLOWED =
  /^(PIP_(?!(?:USER|REQUIRE_VIRTUALENV|TARGET|PREFIX|ROOT)$)[A-Z_]+|UV_[A-Z_]+|(HTTPS?|ALL|NO|FTP)_PROXY|(https?|all|no|ftp)_proxy|NETRC)$/;

/**
 * What git needs besides: where its user's configuration is, how it reaches remotes, and the user's agent for keys. No name under which a
 * token is usually kept; what tells git another repository is left to `git.ts`.
 */
const GIT_ALLOWED =
  /^(GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|SSL_[A-Z_]+|PROXY_SSL_[A-Z_]+|HTTP_[A-Z_]+|SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|ALLOW_PROTOCOL|PROTOCOL|PROTOCOL_FROM_USER|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|ATTR_NOSYSTEM|LFS_[A-Z_]+|(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE))|SSH_(AUTH_SOCK|AGENT_PID|ASKPASS|ASKPASS_REQUIRE)|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|KRB5CCNAME|GCM_INTERACTIVE|HTTPS?_PROXY|ALL_PROXY|NO_PROXY|https?_proxy|all_proxy|no_proxy|NETRC|TMPDIR)$/;

/** The runner's own channels and tokens: naming them in `env` is a mistake, whatever it was meant for. */
const NEVER = /^(ACTIONS_.*|INPUT_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/i;

/** @throws InputError when `names` holds what a program must never get, or no name of a variable */
export function checkNames(names: readonly string[]): void {
  for (const name of names) {
    if (NEVER.test(name)) {
      throw new InputError(
        `The environment variable ${name} belongs to the runner and is never handed to the program: take it out of the setting env.`,
      );
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new InputError(
        `${JSON.stringify(name)} in the setting env is no name of an environment variable: give names only, such as DATABASE_URL.`,
      );
    }
  }
}

/** The variables that the program gets from the caller, those that the user names included. */
export function programVariables(env: Variables, names: readonly string[]): Record<string, string> {
  return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || names.includes(name));
}

export function setupVariables(env: Variables, names: readonly string[]): Record<string, string> {
  return {
    // Also against a pip.conf that says otherwise.
    PIP_USER: '0',
    PIP_REQUIRE_VIRTUALENV: '0',
    ...setupChosen(env, names),
  };
}

function setupChosen(env: Variables, names: readonly string[]): Record<string, string> {
  return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || SETUP_ALLOWED.test(name) || names.includes(name));
}

/** The variables that git gets from the caller. */
export function gitVariables(env: Variables): Record<string, string> {
  return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || GIT_ALLOWED.test(name));
}

function chosen(env: Variables, wanted: (name: string) => boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && wanted(name) && !NEVER.test(name)) kept[name] = value;
  }
  return kept;
}

/** The machine and versions, for the measurement. */
export function machine(python: string, scalene: string, runner: string | undefined): Environment {
  const cores = cpus();
  return {
    os: process.platform,
    arch: process.arch,
    cpuModel: cores[0]?.model.trim() ?? 'unknown',
    cpuCount: cores.length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    python,
    scalene,
    ...(runner === undefined ? {} : { runner }),
  };
}
