"""GROUP: which articles tell of the same dealing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor import log, stories
from monitor.model.limits import HOUR
from monitor.model.story import Assignment, Footprint, Marks, Material, Reported, Signs
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.members import Members
from monitor.pipeline.weighing import Weighing
from monitor.setup import without_collecting
from monitor.store.merges import BY_PROGRAM
from monitor.store.stories import Candidate
from monitor.stories import FORM, Window

# A page that comes so soon after the feed's summary may still show the article to tell of something else.
SETTLES = HOUR
FORGET_EVERY = HOUR


@dataclass(frozen=True, slots=True)
class _Placed:
    """What one candidate's commit means for the window."""

    footprint: Footprint
    assignment: Assignment
    story: int
    member: Reported | None = None  # None = it was a member before


class Grouping:
    """Articles that match join an open story or open one. The window stands in memory and follows each commit.

    What was imported and no feed has brought stays out (`Judgements.record`): an archive's stories are long over, the
    window would forget them within the hour, and nobody is to be told of them.
    """

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._window: Window | None = None  # None = to be rebuilt from rows
        self._members = Members(bed)
        self._forgotten = 0  # when the window was last cut, UTC seconds
        self._weighing = Weighing(bed, self._members.reports)

    def round(self) -> bool:
        """Articles that match join an open story or open one; members of a story keep it; priorities follow."""
        return self._group() | self._weighing.round()

    def _group(self) -> bool:
        now, limits = self._bed.clock.now(), self._bed.limits
        if now < self._forgotten:  # the clock was ahead: what the window has forgotten may still grow
            self.stale()
            self._forgotten = now
        if now - self._forgotten >= FORGET_EVERY:
            self._forget(now)
        waiting = self._bed.store.stories.ungrouped(limits.batch_rows)
        if not waiting or not self._bed.store.stories.claim_role("group", self._bed.owner, now, now + limits.claim):
            return False
        window, self._window = self.rebuilt() if self._window is None else self._window, None
        sound = True
        with without_collecting(), self._bed.store.tx():  # what is made stays in the window, or goes with its article
            for candidate in waiting:
                sound &= self._fenced(candidate, window, now)
        if sound:  # only here: where the commit failed, or the window was left half changed, it is rebuilt
            self._window = window
        return True

    def stale(self) -> None:
        """Somebody else has changed which articles stand in which story: the window is rebuilt when next needed."""
        self._window = None
        self._forget_members()

    def renewed(self) -> None:
        """The setup is another: outlets may be called otherwise, or speak for another side."""
        self._forget_members()

    def _forget_members(self) -> None:
        self._members.clear()
        self._weighing.forget()

    @property
    def _since(self) -> int:
        """What came out before is in no window: an article may come late, and so may the one that it is like."""
        return self._bed.clock.now() - 2 * self._bed.limits.story_window

    def _forget(self, now: int) -> None:
        """What is too old to be joined leaves the window and the store."""
        with self._bed.store.tx():
            self._bed.store.stories.drop_footprints(self._since)
        if self._window is not None:
            self._window.forget(self._since)
        self._forget_members()
        self._forgotten = now

    def rebuilt(self) -> Window:
        """The window as the rows have it; what has no footprint of today's form gets one."""
        store, since = self._bed.store.stories, self._since
        window = Window(self._bed.limits)
        self._forget_members()
        while missing := store.without_footprint(since, FORM, self._bed.limits.batch_rows):
            with self._bed.store.tx():
                for candidate in missing:
                    self._keep_footprint(_made(candidate.material))
        with without_collecting():
            for member in store.footprints(since, FORM):
                footprint = stories.unpack(member.article, member.at, member.marks, member.signs)
                window.put(footprint, member.story, member.copy_of)
        return window

    def _keep_footprint(self, made: Footprint) -> None:
        self._bed.store.stories.keep_footprint(made.article, made.when, FORM, stories.pack(made))

    def _fenced(self, candidate: Candidate, window: Window, now: int) -> bool:
        """One candidate, its rows first, then the window; False where the window can no longer be trusted."""
        failures: list[str] = []
        placed: list[_Placed] = []
        article = candidate.material.article
        moving = candidate.story is not None
        with fence(failures), self._bed.store.tx():
            placed += self._kept(candidate, window, now) if moving else [self._opened(candidate, window, now)]
        if failures:
            if self._bed.store.judgements.failed(article, failures[0], self._bed.limits):
                log.error("article set aside", article=article, problem=failures[0])
            self._forget_members()  # they may have been read with a merge in them that is undone now
            return not moving
        for each in placed:
            self._follow(each, window)
        self._weighing.touch(article)
        return True

    def _follow(self, placed: _Placed, window: Window) -> None:
        window.remove(placed.footprint.article)
        window.add(placed.footprint, placed.assignment, placed.story)
        if placed.assignment.merges or placed.assignment.originals:
            self._forget_members()
        if placed.member:
            self._members.joined(placed.story, placed.member)

    def _opened(self, candidate: Candidate, window: Window, now: int) -> _Placed:
        """An article that stands in no story yet."""
        made = stories.footprint(candidate.material)
        self._keep_footprint(made)
        return self._place(candidate, made, window.assign(made), now)

    def _kept(self, candidate: Candidate, window: Window, now: int) -> list[_Placed]:
        """A member that was judged again keeps its story, unless its page shows that it tells of something else."""
        store, material, story = self._bed.store.stories, candidate.material, candidate.story
        assert story is not None
        store.keep(material.article, story, candidate.change, now)
        self._members.forget(story)  # it may tell other figures, or withdraw them
        if material.when < self._since:
            return []
        made = stories.footprint(material)
        packed = stories.pack(made)
        if store.footprint(material.article) == packed:
            return []
        self._keep_footprint(made)
        if self._settled(candidate, now):
            return [_Placed(made, Assignment(material.article, story, candidate.copy_of, ""), story)]
        window.remove(material.article)
        return [self._regrouped(candidate, made, window.assign(made), now)]

    def _settled(self, candidate: Candidate, now: int) -> bool:
        """Once told, split off by a person or an hour old, an article stays where it is."""
        late = now - candidate.first_seen > SETTLES
        apart = self._bed.store.merges.was_split(candidate.material.article)
        return candidate.told or late or candidate.how != "page" or apart

    def _regrouped(self, candidate: Candidate, made: Footprint, found: Assignment, now: int) -> _Placed:
        """Its page has replaced the summary that it was grouped by, and nobody was told of it."""
        store, before = self._bed.store, candidate.story
        assert before is not None
        self._members.forget(before)
        if found.story == before:
            return self._place(candidate, made, found, now, joins=False)
        if store.stories.copied(made.article):  # else they would be copies of an article of another story
            return _Placed(made, Assignment(made.article, before, candidate.copy_of, ""), before)
        if found.story is None and store.stories.size(before) == 1:
            return self._place(candidate, made, replace(found, story=before), now, joins=False)
        left = store.stories.leave(made.article, before)
        placed = self._place(candidate, made, found, now)
        if not left and before not in placed.assignment.merges:
            store.merges.merge(before, placed.story, now, who=BY_PROGRAM, reason=f"on its page, {found.reason}")
        return placed

    def _place(
        self, candidate: Candidate, made: Footprint, found: Assignment, now: int, *, joins: bool = True
    ) -> _Placed:
        """The article in its story, with everything that follows from it: merges, other originals, what is new.

        `joins`: it was no member of that story before, so what it says may be news of it.
        """
        store = self._bed.store
        assignment = replace(found, merges=self._merged(found, now))
        member = self._members.of(candidate, assignment)
        news = stories.news(member, self._members.knows(assignment.story)) if joins else ()
        story = store.stories.record(assignment, candidate.title, now, news=news)
        if assignment.originals:
            store.merges.originals(assignment.originals, made.article)
        return _Placed(made, assignment, story, member if joins else None)

    def _merged(self, found: Assignment, now: int) -> tuple[int, ...]:
        """The stories that went into the article's own; not those that a person has taken apart."""
        merges, target = self._bed.store.merges, found.story
        done = []
        for other in dict.fromkeys(found.merges):
            if target is None or other == target or merges.apart(other, target):
                continue
            reason = f"article {found.article} is of both: {found.reason}"
            merges.merge(other, target, now, who=BY_PROGRAM, reason=reason)
            self._members.forget(target)
            done.append(other)
        return tuple(done)


def _made(material: Material) -> Footprint:
    """An article's footprint anew; one that it breaks on has nothing that another could be like."""
    failures: list[str] = []
    found = [Footprint(material.article, material.outlet, material.language, material.when, "", Marks(), Signs())]
    with fence(failures):
        found.append(stories.footprint(material))
    if failures:
        log.error("nothing will join this article", article=material.article, problem=failures[0])
    return found[-1]
