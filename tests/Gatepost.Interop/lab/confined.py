"""Starts a program under the restrictions of a systemd unit, as far as they can be had without systemd.

  confined.py UNIT USER WRITABLE PROGRAM [argument ...]

Its own user, no capability but the unit's, no_new_privs, the filter of system calls, address families, no memory that is both
writable and executable where the unit says so, a read-only file system with one writable folder, no /home and no /root.
"""
import ctypes
import errno
import os
import pwd
import socket
import subprocess
import sys

import seccomp

CLONE_NEWNS = 0x20000
WRITE, EXEC = 2, 4


def read(unit):
    settings = {}
    for line in open(unit):
        if "=" in line and not line.startswith("#"):
            key, value = line.strip().split("=", 1)
            settings.setdefault(key, []).append(value)
    return settings


def run(*words):
    subprocess.run(words, check=True)


def calls(name):
    """The system calls of a group, by systemd's own word."""
    if not name.startswith("@"):
        return {name}
    text = subprocess.run(["systemd-analyze", "syscall-filter", name], check=True, capture_output=True, text=True).stdout
    words = [line.strip() for line in text.splitlines()[1:]]
    return set().union(*(calls(word) for word in words if word and not word.startswith("#")))


def allowed_calls(rows):
    allowed = calls("@default")
    for row in rows:
        names = set().union(*(calls(word) for word in row.lstrip("~").split()))
        allowed = allowed - names if row.startswith("~") else allowed | names
    return allowed


def confine_files(settings, writable):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0:
        sys.exit("unshare: " + os.strerror(ctypes.get_errno()))
    run("mount", "--make-rprivate", "/")
    if "strict" in settings.get("ProtectSystem", []):
        run("mount", "--bind", writable, writable)
        for line in open("/proc/self/mountinfo").read().splitlines():
            point = line.split()[4]
            if point != writable and point.split("/")[1] not in ("proc", "sys", "dev"):
                subprocess.run(["mount", "-o", "remount,bind,ro", point], stderr=subprocess.DEVNULL)
    for folder in ("/home", "/root"):
        if "yes" in settings.get("ProtectHome", []) and os.path.isdir(folder):
            run("mount", "-t", "tmpfs", "-o", "ro,mode=000", "none", folder)


def confine_calls(settings):
    allowed = allowed_calls(settings["SystemCallFilter"])
    default = seccomp.ERRNO(errno.EPERM) if "EPERM" in settings.get("SystemCallErrorNumber", []) else seccomp.KILL_PROCESS
    rules = seccomp.SyscallFilter(defaction=default)
    no_execute = "yes" in settings.get("MemoryDenyWriteExecute", [])
    conditional = {"socket"} | ({"mmap", "mprotect", "pkey_mprotect", "shmat"} if no_execute else set())
    # setpriv needs calls that the unit forbids; once it is done they can do nothing any more.
    setpriv = {"setresuid", "setresgid", "setgroups", "capset", "prctl", "setuid", "setgid"}
    for name in sorted((allowed | setpriv) - conditional):
        try:
            rules.add_rule(seccomp.ALLOW, name)
        except (RuntimeError, ValueError, OSError):
            pass  # another architecture's
    if no_execute:
        rules.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, EXEC, 0))
        rules.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, WRITE | EXEC, EXEC))
        rules.add_rule(seccomp.ALLOW, "mprotect", seccomp.Arg(2, seccomp.MASKED_EQ, EXEC, 0))
        rules.add_rule(seccomp.ALLOW, "pkey_mprotect", seccomp.Arg(2, seccomp.MASKED_EQ, EXEC, 0))
    for family in settings["RestrictAddressFamilies"][0].split():
        rules.add_rule(seccomp.ALLOW, "socket", seccomp.Arg(0, seccomp.EQ, getattr(socket, family)))
    rules.load()


def main():
    unit, user, writable = sys.argv[1:4]
    settings, who = read(unit), pwd.getpwnam(user)
    confine_files(settings, writable)
    os.environ.update(HOME="/nonexistent", USER=user)
    os.environ.update(word.split("=", 1) for word in " ".join(settings.get("Environment", [])).split())
    os.umask(int(settings["UMask"][0], 8))
    caps = ",".join("+" + name.removeprefix("CAP_").lower() for name in settings["AmbientCapabilities"][0].split())
    confine_calls(settings)
    os.execvp("setpriv", ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--no-new-privs",
                          f"--inh-caps=-all,{caps}", f"--ambient-caps=-all,{caps}", f"--bounding-set=-all,{caps}", *sys.argv[4:]])


main()
