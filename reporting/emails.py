"""E-mails of reports, one function for each."""

from django.conf import settings

from partnership.mail.posting import post_email
from partnership.models import Email, User
from reporting.jobs.kind import job_kinds
from reporting.models import Job


def post_job_ended(job: Job, person: User) -> Email:
    """Tell somebody that what was asked for is ready, or why it is not."""
    title = " ".join(job_kinds[job.kind].title(job).split())
    return post_email(
        kind="reporting.job_ended",
        to=person.email,
        template="reporting/job_ended",
        subject=f"Ready: {title}" if job.is_done else f"Not made: {title}",
        context={
            "name": str(person),
            "job": job,
            "title": title,
            "address": f"{settings.SITE_URL}{job.get_absolute_url()}",
        },
        reason="You asked for it in the portal, and it took long. This is sent once.",
        partnership=job.report.partnership if job.report else None,
        about=job,
    )
