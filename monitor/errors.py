"""The error tree. Each message is a sentence a duty analyst can act on.

    MonitorError                  exit 1
    +- ConfigError                exit 3   a file under rules/ cannot be used: file:line:column, sentence, suggestion
    +- StoreError                 exit 1   the state cannot be used
    |  +- StoreTooNew                      written by a newer version
    |  +- StoreUnwritable                  the directory or the file refuses writing
    |  +- StoreDamaged            exit 7   SQLite says that the file is not sound
    |  +- BackupFailed                     no backup could be made, read or put back; nothing has changed
    +- AlreadyRunning             exit 6   somebody else runs the river on this state directory
    +- FeedError                           bytes that are no feed we can read; says what they are
    +- ExtractError                        a page without readable text; says why
    +- SecretMissing                       a ${NAME} that no credential, file or variable gives

Sending does not raise: a channel answers Sent, Transient, Permanent or Unknown (`monitor.model.message`).
"""

from __future__ import annotations

from dataclasses import dataclass


class MonitorError(Exception):
    """Something a person must hear about; `exit_code` is what the command line leaves with."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one file of rules/: where (line and column count from 1, 0 = unknown), what, and the cure."""

    file: str
    line: int
    column: int
    sentence: str
    suggestion: str = ""

    def __str__(self) -> str:
        """As a line: `rules/az-by.yaml:6:8 unknown key 'anny'; did you mean 'any'?`."""
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place} {self.sentence}".lstrip() + (f"; {self.suggestion}" if self.suggestion else "")


class ConfigError(MonitorError):
    """Files under rules/ that cannot be used; holds every problem found, not only the first."""

    exit_code = 3

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class StoreError(MonitorError):
    """The state directory cannot be used as it is."""


class StoreTooNew(StoreError):
    """The store was written by a newer version; it is left untouched."""


class StoreUnwritable(StoreError):
    """The state directory or the store in it refuses to be written."""


class StoreDamaged(StoreError):
    """SQLite says that the file is not sound; it is never overwritten. No start mends it: a person has to."""

    exit_code = 7


class BackupFailed(StoreError):
    """A backup could not be made, read or put back; what was there before is there still."""


class AlreadyRunning(MonitorError):
    """Another process runs the river on this state directory."""

    exit_code = 6


class FeedError(MonitorError):
    """Bytes that are no feed we can read; the message says what they are and what to do."""


class ExtractError(MonitorError):
    """A page from which no readable text could be taken; the message says why."""


class SecretMissing(MonitorError):
    """A secret that neither a credential, a file nor a variable gives."""
