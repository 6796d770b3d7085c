from django.db import transaction
from django.utils import timezone

from .data_sources import holders
from .models import Erasure


def told(email):
    """All that is held, for machines."""
    rows = {holder.name: list(holder.tell(holder.find(email))) for holder in holders()}
    return {"email": email, "exported": timezone.now().isoformat()} | rows


def erase(email, user):
    """All of it or nothing; what is noted of it names no address."""
    with transaction.atomic():
        numbers = {
            holder.name: holder.erase(holder.find(email)) for holder in holders() if holder.erase
        }
        return Erasure.objects.create(by=user, numbers=numbers)
