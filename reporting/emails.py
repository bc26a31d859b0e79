"""E-mails of reports, one function for each."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from partnership.models import User
from reporting.jobs.kind import job_kinds
from reporting.models import Job


def send_job_ended(job: Job, person: User) -> None:
    """Tell somebody that what was asked for is ready, or why it is not."""
    title = job_kinds[job.kind].title(job)
    context = {
        "job": job,
        "title": title,
        "person": person,
        "address": f"{settings.SITE_URL}{job.get_absolute_url()}",
    }
    send_mail(
        f"Ready: {title}" if job.is_done else f"Not made: {title}",
        render_to_string("emails/reporting/job_ended.txt", context),
        None,
        [person.email],
        html_message=render_to_string("emails/reporting/job_ended.html", context),
    )
