"""Give every record a number inside its file and a name that survives a merge of two files."""

from __future__ import annotations

import uuid
from typing import NewType

PatentId = NewType("PatentId", int)
OrganisationId = NewType("OrganisationId", int)
FamilyId = NewType("FamilyId", int)
ReviewId = NewType("ReviewId", int)
OperationId = NewType("OperationId", int)


def new_uid() -> str:
    """Return a fresh stable identity: 32 hexadecimal digits, random (UUID version 4)."""
    return uuid.uuid4().hex
