"""Who hears of the end of a job, and when."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import F

from partnership.exceptions import EmailRefused
from partnership.models import User
from reporting.emails import post_job_ended
from reporting.jobs.kind import job_kinds
from reporting.jobs.states import JobState
from reporting.models import Job

logger = logging.getLogger(__name__)


def tell_people(job: Job) -> None:
    """Tell those who asked that a job, or the whole that it is a part of, is done or has failed.

    By e-mail, once, and only if it took long: whoever got it at once was there.
    """
    long = timedelta(seconds=settings.JOBS_MAIL_AFTER_SECONDS)
    ended = Job.objects.filter(
        pk=job.whole().pk,
        state__in=(JobState.DONE, JobState.FAILED),
        finished_at__gte=F("created_at") + long,
        is_told=False,
    )
    # Whoever sets the mark sends: twice would be worse than never.
    if not ended.update(is_told=True):
        return
    whole = Job.objects.select_related("report__partnership").get(pk=job.whole().pk)
    for person in people_waiting_for(whole):
        try:
            post_job_ended(whole, person)
        except EmailRefused:
            logger.exception("Nobody can be told of the end of job %s.", whole.uuid)


def people_waiting_for(job: Job) -> list[User]:
    """Whoever asked for a job, can be written to and may still see it."""
    asked = User.objects.filter(requested_jobs=job) | User.objects.filter(followed_jobs=job)
    reachable = asked.filter(is_active=True).exclude(email="").distinct().order_by("pk")
    kind = job_kinds[job.kind]
    return [person for person in reachable if kind.may_follow(person, job)]
