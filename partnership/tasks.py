"""What is done about people in the background."""

from celery import shared_task

from partnership.accounts.sessions import forget_ended_sessions


@shared_task
def forget_sessions() -> None:
    """Forget sessions that have ended, with the addresses that they came from."""
    forget_ended_sessions()
